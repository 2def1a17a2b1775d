package org.kairan.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an office that comes from another product brings along: its sections in the columns of Shirasagi's groups, its people in those of its staff register (電子職員録), both as windows-31j. */
public final class Office {

    static final Charset WINDOWS = Charset.forName("windows-31j");
    public static final String PASSWORD = "さくらの咲く頃に2026";
    public static final String PEOPLE_HEADINGS = "職員番号,氏名,カナ,email,本務/兼務,所属,役職,職種,個人内線,担当名,担当住所,担当電話,分掌事務,備考";

    private static final String[] DEPARTMENTS = {"総務部", "企画部", "市民部", "福祉部", "産業部", "建設部", "教育部"};
    private static final String[] SECTIONS = {"庶務課", "調整課", "第一課", "第二課", "管理課", "推進課", "相談課", "窓口課", "整備課", "計画課"};
    private static final String[][] FAMILIES = {
        {"髙橋", "タカハシ"},
        {"山﨑", "ヤマザキ"},
        {"佐々木", "ササキ"},
        {"渡邊", "ワタナベ"},
        {"德永", "トクナガ"},
        {"齋藤", "サイトウ"},
        {"濵田", "ハマダ"},
        {"神　", "ジン"},
        {"五十嵐", "イガラシ"},
        {"彅島", "ナギシマ"}
    };
    private static final String[][] GIVEN = {
        {"一郎", "イチロウ"},
        {"彩", "アヤ"},
        {"健太", "ケンタ"},
        {"眞弓", "マユミ"},
        {"惠", "メグミ"},
        {"桃子", "モモコ"},
        {"翔", "ショウ"},
        {"さくら", "サクラ"}
    };
    private static final String[] TITLES = {"主事", "主任", "係長", "主査", "課長補佐"};

    private Office() {}

    public static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Tokyo"));
    }

    /** What the one-time link's page sends for the first administrator, whose login is admin. */
    static Map<String, String> setup(Kairan kairan) {
        return Map.of(
                "token", kairan.setupToken(),
                "login", "admin",
                "name", "管理　者",
                "kana", "カンリ　シャ",
                "password", PASSWORD);
    }

    /** Makes the first administrator and gives their browser. */
    public static Client administrator(Kairan kairan) {
        var admin = kairan.client();
        admin.post("/api/organization/setups", setup(kairan)).expect(201);
        return admin;
    }

    static List<String> paths() {
        var paths = new ArrayList<String>();
        for (var department : DEPARTMENTS) {
            paths.add("藍瀬市/" + department);
            for (var section : SECTIONS) {
                paths.add("藍瀬市/" + department + "/" + section);
            }
        }
        return paths;
    }

    public static String sections() {
        var text = new StringBuilder("id,グループ名,ドメイン,表示順,DN,有効期限（開始）,有効期限（終了）\r\n1,藍瀬市,,10,,,\r\n");
        int id = 100;
        for (var path : paths()) {
            text.append(id).append(',').append(path).append(",,").append(id++).append(",,,\r\n");
        }
        return text.toString();
    }

    static String staffNumber(int i) {
        return String.format("%05d", 20_001 + i);
    }

    /** {@code people} people, every fourteenth with a second assignment in another row. */
    static String people(int people) {
        var paths = paths().stream()
                .filter(path -> path.chars().filter(c -> c == '/').count() == 2)
                .toList();
        var text = new StringBuilder(PEOPLE_HEADINGS + "\r\n");
        for (int i = 0; i < people; i++) {
            var family = FAMILIES[i % FAMILIES.length];
            var given = GIVEN[i / FAMILIES.length % GIVEN.length];
            var path = paths.get(i % paths.size());
            var title = i < paths.size() ? "課長" : TITLES[i % TITLES.length];
            text.append(row(
                    staffNumber(i),
                    family[0] + "　" + given[0],
                    family[1] + " " + given[1],
                    "s" + staffNumber(i) + "@aise.example.jp",
                    "本務",
                    path,
                    title,
                    Integer.toString(2000 + i)));
            if (i % 14 == 0) {
                text.append(row(
                        staffNumber(i),
                        family[0] + "　" + given[0],
                        "",
                        "",
                        "兼務",
                        paths.get((i + 11) % paths.size()),
                        "",
                        ""));
            }
        }
        return text.toString();
    }

    public static String row(
            String number,
            String name,
            String kana,
            String mail,
            String kind,
            String section,
            String title,
            String extension) {
        return String.join(
                        ",",
                        number,
                        name,
                        kana,
                        mail,
                        kind,
                        section,
                        title,
                        "一般行政",
                        extension,
                        "担当①",
                        "\"藍瀬市一丁目～\"",
                        "",
                        "\"庶務㈱対応\r\n文書\"",
                        "")
                + "\r\n";
    }

    /** Sends a file as an administrator's browser does, and gives the preview. */
    static JsonNode preview(Client admin, String name, LocalDate effective, byte[] content) {
        return admin.send(
                        "POST",
                        "/api/organization/imports?effective=" + effective + "&name="
                                + URLEncoder.encode(name, StandardCharsets.UTF_8),
                        content,
                        "Content-Type",
                        "text/csv")
                .expect(201)
                .json();
    }

    static JsonNode apply(Client admin, long id) {
        return admin.post("/api/organization/imports/" + id + "/applications", null)
                .expect(201)
                .json();
    }

    /** Previews, finds no fault, applies. */
    public static JsonNode bring(Client admin, LocalDate effective, String content) {
        var preview = preview(admin, "職員.csv", effective, content.getBytes(WINDOWS));
        if (!preview.get("state").asText().equals("ready")) {
            throw new AssertionError("faults: " + preview.get("faults"));
        }
        return apply(admin, preview.get("id").asLong());
    }

    /** Printed codes by login, of everybody in the whole office who has no password. */
    public static Map<String, String> codes(Client admin) {
        var top = 0L;
        for (var section :
                admin.get("/api/organization/sections").expect(200).json().get("items")) {
            if (!section.hasNonNull("parentId")) {
                top = section.get("id").asLong();
            }
        }
        var codes = new TreeMap<String, String>();
        admin.post("/api/organization/codes", Map.of("sectionId", top, "below", true))
                .expect(201)
                .json()
                .get("items")
                .forEach(item ->
                        codes.put(item.get("login").asText(), item.get("code").asText()));
        return codes;
    }

    public static Answer activate(Client client, String login, String code) {
        return client.post("/api/organization/activations", Map.of("login", login, "code", code, "password", PASSWORD));
    }
}

package org.kairan.systemtest.browser;

import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.kairan.systemtest.Client;

/** CSV files of a personnel office, as Windows writes them. */
final class StaffFile {

    static final Charset WINDOWS = Charset.forName("windows-31j");

    private static final String HEADINGS = "職員番号,氏名,かな,所属コード,役職,本務・兼務,メール,内線\r\n";

    private StaffFile() {}

    /** Two new people in the section with this code. */
    static String correct(String number, String section) {
        return HEADINGS + number + "A,髙﨑　花子,たかさき はなこ," + section + ",主事,本務,s" + number + "a@city.example.jp,9001\r\n"
                + number + "B,德永　一郎,とくなが いちろう," + section + ",主任,本務,,\r\n";
    }

    /** Four faults: a section and a title that nobody knows, a bad mail address, a missing name. */
    static String incorrect(String number, String section) {
        return HEADINGS + number + "A,髙﨑　花子,たかさき はなこ,無い所属,主事,本務,s" + number + "a@city.example.jp,9001\r\n" + number
                + "B,德永　一郎,とくなが いちろう," + section + ",大将軍,本務,,\r\n" + number + "C,濵田　彩,はまだ あや," + section
                + ",主事,本務,あて先だけ,\r\n" + number + "D,,やま," + section + ",主事,本務,,\r\n";
    }

    static long faulty(Client admin, String number) {
        return bring(admin, incorrect(number, "010100"));
    }

    static long ready(Client admin, String number) {
        return bring(admin, correct(number, "010100"));
    }

    static long applied(Client admin, String number) {
        var id = bring(admin, correct(number, "010100"));
        admin.post("/api/organization/imports/" + id + "/applications", null).expect(201);
        return id;
    }

    private static long bring(Client admin, String content) {
        return admin.send(
                        "POST",
                        "/api/organization/imports?effective=" + LocalDate.now(ZoneId.of("Asia/Tokyo"))
                                + "&name=staff.csv",
                        content.getBytes(WINDOWS),
                        "Content-Type",
                        "text/csv",
                        "Idempotency-Key",
                        UUID.randomUUID().toString())
                .expect(201)
                .json()
                .get("id")
                .asLong();
    }
}

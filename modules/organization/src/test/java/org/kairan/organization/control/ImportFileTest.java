package org.kairan.organization.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kairan.organization.entity.Organization;

class ImportFileTest {

    private static final Charset WINDOWS = Charset.forName("windows-31j");
    private static final String PEOPLE = "職員番号,氏名,所属\r\n00012,髙橋　﨑子,総務課①\r\n00013,㈱～―,税務課\r\n";

    private static List<String> codes(ImportFile file) {
        return file.faults().stream().map(ImportPlan.Fault::code).toList();
    }

    @Test
    void encodings_are_found_by_their_bytes() {
        assertEquals(
                "UTF-8",
                ImportFile.read(PEOPLE.getBytes(StandardCharsets.UTF_8)).encoding());
        assertEquals(
                "UTF-8",
                ImportFile.read(("\uFEFF" + PEOPLE).getBytes(StandardCharsets.UTF_8))
                        .encoding());
        assertEquals(
                "UTF-16",
                ImportFile.read(("\uFEFF" + PEOPLE).getBytes(StandardCharsets.UTF_16LE))
                        .encoding());
        assertEquals(
                "UTF-16",
                ImportFile.read(("\uFEFF" + PEOPLE).getBytes(StandardCharsets.UTF_16BE))
                        .encoding());
        assertEquals("windows-31j", ImportFile.read(PEOPLE.getBytes(WINDOWS)).encoding());
    }

    @Test
    void the_characters_of_windows_survive() {
        // the bytes by hand: 髙 FBFC, 﨑 FAB1, ① 8740, ㈱ 878A, ～ 8160
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("職員番号,氏名\r\n1,".getBytes(WINDOWS));
        bytes.writeBytes(new byte[] {
            (byte) 0xFB,
            (byte) 0xFC,
            (byte) 0xFA,
            (byte) 0xB1,
            (byte) 0x87,
            0x40,
            (byte) 0x87,
            (byte) 0x8A,
            (byte) 0x81,
            0x60
        });
        ImportFile file = ImportFile.read(bytes.toByteArray());
        assertEquals(List.of(), codes(file));
        assertEquals("髙﨑①㈱～", file.peopleSheet().rows.get(0).values().get(1));
    }

    @Test
    void commas_tabs_and_semicolons_divide() {
        for (String delimiter : List.of(",", "\t", ";")) {
            ImportFile file = ImportFile.read(PEOPLE.replace(",", delimiter).getBytes(StandardCharsets.UTF_8));
            assertEquals(delimiter.charAt(0), file.delimiter());
            assertEquals(3, file.columns().size());
            assertEquals(2, file.size());
        }
        assertEquals(
                ';',
                ImportFile.read(("sep=;\r\n" + PEOPLE.replace(",", ";")).getBytes(StandardCharsets.UTF_8))
                        .delimiter());
    }

    @Test
    void rows_are_counted_as_a_spreadsheet_does_and_lines_as_an_editor() {
        ImportFile file =
                ImportFile.read("職員番号,氏名,グループ\n\n1,甲,\"市/部\n市/課\"\n,,\n2,乙,市/部\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                List.of(3, 5),
                file.peopleSheet().rows.stream().map(ImportFile.Row::number).toList());
        assertEquals(
                List.of(3L, 6L),
                file.peopleSheet().rows.stream().map(ImportFile.Row::line).toList());
    }

    @Test
    void headings_are_known_in_any_order_width_and_language() {
        ImportFile file = ImportFile.read(
                "Ｅｍａｉｌ,本務／兼務,氏名 (必須),Staff number,グループ(主),パスワード,性別,謎の列,グループ名\na@example.jp,本務,甲,1,課,x,y,z,\n"
                        .getBytes(StandardCharsets.UTF_8));
        assertEquals(ImportFile.Kind.PEOPLE, file.kind());
        assertEquals(
                java.util.Arrays.asList(
                        "mail", "kind", "name", "staffNumber", "primarySection", null, null, null, "section"),
                file.columns().stream().map(ImportFile.Column::field).toList());
        assertEquals(
                List.of("謎の列"),
                file.columns().stream()
                        .filter(column -> !column.known())
                        .map(ImportFile.Column::heading)
                        .toList());
    }

    @Test
    void the_kind_is_told_by_the_headings() {
        assertEquals(ImportFile.Kind.SECTIONS, kind("現組織コード,組織名,新組織コード,親組織コード,メモ"));
        assertEquals(ImportFile.Kind.SECTIONS, kind("id,name,domains,order,ldap_dn,activation,expiration"));
        assertEquals(ImportFile.Kind.SECTIONS, kind("id,グループ名,ドメイン,表示順,DN,有効期限（開始）,有効期限（終了）"));
        assertEquals(ImportFile.Kind.SECTIONS, kind("コード,名称,上位コード,表示順,有効開始,終了日"));
        assertEquals(ImportFile.Kind.TITLES, kind("code,name,order,remark,presence_editable_titles"));
        assertEquals(ImportFile.Kind.TITLES, kind("役職コード,役職名,表示順"));
        assertEquals(ImportFile.Kind.PEOPLE, kind("id,name,kana,uid,organization_uid,email,groups"));
        assertEquals(ImportFile.Kind.PEOPLE, kind("職員番号,氏名,カナ,email,本務/兼務,所属,役職,職種,個人内線"));
        assertEquals(ImportFile.Kind.PEOPLE, kind("組織コード,ログイン名1,ログイン名2"));
        assertNull(kind("a,b,c"));
        assertEquals(
                List.of("organization.column-missing"),
                codes(ImportFile.read("a,b,c\n1,2,3\n".getBytes(StandardCharsets.UTF_8))));
    }

    private static ImportFile.Kind kind(String headings) {
        return ImportFile.read((headings + "\n" + "1,".repeat(headings.split(",").length - 1) + "1\n")
                        .getBytes(StandardCharsets.UTF_8))
                .kind();
    }

    @Test
    void what_cannot_be_read_is_a_fault_and_never_an_exception() {
        assertEquals(List.of("organization.file-empty"), codes(ImportFile.read(new byte[0])));
        assertEquals(
                List.of("organization.file-empty"),
                codes(ImportFile.read("\r\n\r\n".getBytes(StandardCharsets.UTF_8))));
        assertEquals(
                List.of("organization.file-empty"),
                codes(ImportFile.read("職員番号,氏名\r\n".getBytes(StandardCharsets.UTF_8))));
        assertEquals(List.of("organization.file-too-big"), codes(ImportFile.read(new byte[20 * 1024 * 1024 + 1])));
        assertEquals(
                List.of("organization.encoding-unreadable"),
                codes(ImportFile.read(
                        "職員番号,氏名,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s\n1,2,3\n".getBytes(StandardCharsets.UTF_16LE))));
        assertEquals(
                List.of("organization.quote-open"),
                codes(ImportFile.read("職員番号,氏名\n1,\"甲\n2,乙\n".getBytes(StandardCharsets.UTF_8))));
        assertEquals(
                List.of("organization.column-doubled"),
                codes(ImportFile.read("職員番号,氏名,名前\n1,甲,乙\n".getBytes(StandardCharsets.UTF_8))));
        java.util.Random random = new java.util.Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(3000)];
            random.nextBytes(noise);
            ImportPlan.of(ImportFile.read(noise), Organization.EMPTY, LocalDate.EPOCH);
            byte[] damaged = PEOPLE.repeat(20).getBytes(i % 2 == 0 ? WINDOWS : StandardCharsets.UTF_8);
            for (int j = 0; j < 5; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            ImportPlan.of(ImportFile.read(damaged), Organization.EMPTY, LocalDate.EPOCH);
        }
    }

    @Test
    void damaged_cells_are_named_by_row_and_column() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("職員番号,氏名\r\n1,甲\r\n2,".getBytes(WINDOWS));
        bytes.write(0x81);
        bytes.write(0x20);
        bytes.writeBytes("\r\n3,a\u0000b\r\n4,\u001Fc\r\n5,甲,乙\r\n6\r\n".getBytes(WINDOWS));
        List<ImportPlan.Fault> faults = ImportFile.read(bytes.toByteArray()).faults();
        assertEquals(
                List.of(
                        "3 氏名 organization.encoding-unreadable",
                        "4 氏名 organization.character-invalid",
                        "5 氏名 organization.character-invalid",
                        "6 null organization.row-length",
                        "7 null organization.row-length"),
                faults.stream()
                        .map(fault -> fault.row() + " " + fault.column() + " " + fault.code())
                        .toList());
        assertEquals("U+0000", faults.get(1).args().get("character"));
    }

    @Test
    void days_are_understood_as_people_write_them() {
        LocalDate day = LocalDate.of(2027, 4, 1);
        for (String text : List.of(
                "2027-04-01",
                "2027/4/1",
                "20270401",
                "令和9年4月1日",
                "R9.4.1",
                "2027/04/01 0:00:00",
                "２０２７年４月１日",
                "r9/4/1",
                "2027/4/1 12:02",
                "2027-04-01T00:00:00+09:00")) {
            assertEquals(day, Spelling.date(text), text);
        }
        assertEquals(LocalDate.of(2019, 4, 30), Spelling.date("H31.4.30"));
        assertEquals(LocalDate.of(2019, 5, 1), Spelling.date("令和元年5月1日"));
        for (String text : List.of("2027-02-30", "9.4.1", "2027-13-01", "令和0年1月1日", "明日", "45000", "")) {
            assertNull(Spelling.date(text), text);
        }
    }

    @Test
    void kana_become_full_width_katakana_and_names_keep_their_characters() {
        assertEquals("ヤマダ　タロウ", Spelling.kana(" やまだ  たろう"));
        assertEquals("ガッコウ　パーク", Spelling.kana("ｶﾞｯｺｳ　ﾊﾟｰｸ"));
        assertEquals("髙橋　﨑子", Spelling.name("　髙橋 \t 﨑子 "));
        assertEquals("神　①", Spelling.name("神 ①"), "NFKC would replace both");
        assertEquals("0012", Spelling.code(" ００１２"));
        assertEquals("0012", Spelling.code("=\"0012\""));
        assertTrue(Spelling.isKana("ジョン・スミス　Jr."));
        assertEquals(Spelling.key("２〜３階"), Spelling.key("2～3 階"));
    }
}

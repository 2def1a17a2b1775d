package org.kairan.organization.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kairan.organization.control.ImportPlan.Change;
import org.kairan.organization.control.ImportPlan.Counts;
import org.kairan.organization.control.ImportPlan.Fault;
import org.kairan.organization.entity.Operation;
import org.kairan.organization.entity.Organization;
import org.kairan.organization.entity.Organization.Assignment;
import org.kairan.organization.entity.Organization.AssignmentKind;
import org.kairan.organization.entity.Organization.Period;
import org.kairan.organization.entity.Organization.Person;
import org.kairan.organization.entity.Organization.Section;
import org.kairan.organization.entity.Organization.Title;

class ImportPlanTest {

    private static final Charset WINDOWS = Charset.forName("windows-31j");
    private static final LocalDate OLD = LocalDate.of(2026, 4, 1);
    private static final LocalDate DAY = LocalDate.of(2027, 4, 1);

    private static final Organization CITY = new Organization(
            List.of(
                    section("1", null, "青葉市"),
                    section("100", "1", "総務部"),
                    section("110", "100", "総務課"),
                    section("120", "100", "人事課"),
                    section("200", "1", "市民部"),
                    section("210", "200", "総務課"),
                    section("220", "200", "市民課")),
            List.of(new Title("20", "課長", 20), new Title("50", "主事", 50)),
            List.of(
                    person("0001", "甲野　一郎", primary("110", "20", OLD, null)),
                    person("0002", "乙山　二郎", primary("120", "50", OLD, null), concurrent("110", null, OLD, null)),
                    person("0003", "丙川　三子", primary("220", "50", OLD, null)),
                    person(
                            "0004",
                            "丁田　四子",
                            primary("210", null, OLD, LocalDate.of(2027, 10, 1)),
                            primary("220", null, LocalDate.of(2027, 10, 1), null)),
                    person("0005", "戊村　五郎")));

    private static Section section(String code, String parent, String name) {
        return new Section(code, List.of(new Period(parent, name, Integer.parseInt(code), OLD, null)));
    }

    private static Person person(String number, String name, Assignment... assignments) {
        return new Person(number, name, "カナ", "p" + number + "@city.example.jp", "1" + number, List.of(assignments));
    }

    private static Assignment primary(String section, String title, LocalDate from, LocalDate until) {
        return new Assignment(section, title, AssignmentKind.PRIMARY, from, until);
    }

    private static Assignment concurrent(String section, String title, LocalDate from, LocalDate until) {
        return new Assignment(section, title, AssignmentKind.CONCURRENT, from, until);
    }

    private static ImportPlan plan(Organization organization, String... lines) {
        return ImportPlan.of(
                ImportFile.read(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8)), organization, DAY);
    }

    private static List<String> faults(ImportPlan plan) {
        return plan.faults().stream()
                .map(fault -> fault.row() + " " + fault.column() + " " + fault.value() + " "
                        + fault.code().replace("organization.", "")
                        + (fault.args().isEmpty() ? "" : " " + fault.args()))
                .toList();
    }

    /** Applies a plan without faults, and sees that the same file then changes nothing. */
    private static Organization applied(Organization organization, String... lines) {
        return applied(organization, ImportFile.read(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8)));
    }

    private static Organization applied(Organization organization, ImportFile file) {
        ImportPlan plan = ImportPlan.of(file, organization, DAY);
        assertEquals(List.of(), faults(plan));
        Organization after = organization.after(plan.operations());
        ImportPlan again = ImportPlan.of(file, after, DAY);
        assertEquals(List.of(), again.operations());
        assertEquals(List.of(), again.changes());
        assertEquals(List.of(), faults(again));
        Counts counts = plan.counts();
        assertEquals(
                new Counts(
                        0,
                        0,
                        0,
                        0,
                        counts.added() + counts.moved() + counts.left() + counts.changed() + counts.unchanged()),
                again.counts());
        return after;
    }

    private static Person find(Organization organization, String number) {
        return organization.people().stream()
                .filter(person -> person.staffNumber().equals(number))
                .findFirst()
                .orElseThrow();
    }

    private static Period find(Organization organization, String code, LocalDate day) {
        return organization.sections().stream()
                .filter(section -> section.code().equals(code))
                .findFirst()
                .orElseThrow()
                .on(day);
    }

    private static List<String> work(Organization organization, String number) {
        return find(organization, number).on(DAY).stream()
                .map(a -> a.sectionCode()
                        + (a.kind() == AssignmentKind.PRIMARY ? "" : "+")
                        + (a.titleCode() == null ? "" : " " + a.titleCode()))
                .sorted()
                .toList();
    }

    // people

    @Test
    void rows_of_one_person_are_that_persons_assignments() {
        String[] file = {
            "職員番号,氏名,フリガナ,メールアドレス,内線,所属コード,役職,本務・兼務",
            "0001,甲野　一郎,こうの いちろう,,,120,課長,本務",
            "0001,甲野　一郎,,,,100,,兼務",
            "0002,乙山　二郎,カナ,,,120,主事,本務",
            "0009,新　人,ｱﾗﾀ ﾋﾄ,n@example.jp,999,青葉市/市民部/市民課,主事,本務",
            "0003,丙川　三子,,,,220,主事,本務"
        };
        ImportPlan plan = plan(CITY, file);
        assertEquals(new Counts(1, 2, 0, 0, 1), plan.counts());
        assertEquals(
                List.of(
                        new Change(
                                2,
                                "moved",
                                "person",
                                "0001",
                                "甲野　一郎",
                                "カナ\n青葉市/総務部/総務課 課長",
                                "コウノ　イチロウ\n青葉市/総務部/人事課 課長\n+ 青葉市/総務部"),
                        new Change(
                                4,
                                "moved",
                                "person",
                                "0002",
                                "乙山　二郎",
                                "青葉市/総務部/人事課 主事\n+ 青葉市/総務部/総務課",
                                "青葉市/総務部/人事課 主事"),
                        new Change(5, "new", "person", "0009", "新　人", null, "青葉市/市民部/市民課 主事")),
                plan.changes());
        Organization after = applied(CITY, file);
        assertEquals(List.of("100+", "120 20"), work(after, "0001"));
        assertEquals(List.of("120 50"), work(after, "0002"));
        assertEquals("アラタ　ヒト", find(after, "0009").kana());
        assertEquals("p0001@city.example.jp", find(after, "0001").mail(), "an empty cell changes nothing");
        assertEquals(
                primary("110", "20", OLD, DAY),
                find(after, "0001").assignments().get(0),
                "what was stays known");
        assertEquals(find(CITY, "0004"), find(after, "0004"), "who is not in the file is left alone");
    }

    @Test
    void whoever_leaves_has_no_assignment_from_that_day() {
        String[] file = {
            "職員番号,氏名,所属,状態,終了日",
            "0001,甲野　一郎,どこか,退職,",
            "0002,乙山　二郎,人事課,,令和9年3月31日",
            "0003,丙川　三子,市民課,在職,2027/9/30 0:00:00",
            "0004,丁田　四子,,無効,",
            "0005,,,無効,",
            "7777,知らない人,,退職,"
        };
        ImportPlan plan = plan(CITY, file);
        assertEquals(new Counts(0, 0, 3, 1, 2), plan.counts());
        Organization after = applied(CITY, file);
        assertEquals(List.of(), work(after, "0001"));
        assertEquals(List.of(), work(after, "0002"));
        assertEquals(
                LocalDate.of(2027, 10, 1),
                find(after, "0003").on(DAY).get(0).until(),
                "the last day in a file is inclusive");
        assertEquals(
                List.of(primary("210", null, OLD, DAY)), find(after, "0004").assignments(), "later ones do not come");
    }

    @Test
    void what_begins_later_is_left_alone_unless_it_is_in_the_way() {
        ImportPlan unchanged = plan(CITY, "職員番号,氏名,所属コード", "0004,丁田　四子,210");
        assertEquals(new Counts(0, 0, 0, 0, 1), unchanged.counts());
        assertEquals(
                List.of("2 所属コード 110 later-assignment {section=青葉市/市民部/市民課, from=2027-10-01}"),
                faults(plan(CITY, "職員番号,氏名,所属コード", "0004,丁田　四子,110")).stream()
                        .map(ImportPlanTest::sorted)
                        .toList());
        Organization after = applied(CITY, "職員番号,氏名,所属コード,終了日", "0004,丁田　四子,110,2027-09-30");
        assertEquals(3, find(after, "0004").assignments().size());
        assertEquals(
                List.of("2 開始日 2027-05-01 starts-later {from=2027-05-01}"),
                faults(plan(CITY, "職員番号,氏名,所属コード,開始日", "0001,甲野　一郎,120,2027-05-01")));
        Organization later = applied(CITY, "職員番号,氏名,所属コード,開始日", "0005,戊村　五郎,120,2027-05-01");
        assertEquals(
                List.of(primary("120", null, LocalDate.of(2027, 5, 1), null)),
                find(later, "0005").assignments());
    }

    private static String sorted(String fault) {
        return fault.replace("{from=2027-10-01, section=青葉市/市民部/市民課}", "{section=青葉市/市民部/市民課, from=2027-10-01}");
    }

    @Test
    void a_transfer_can_be_applied_on_the_day_of_an_earlier_one() {
        Organization once = applied(CITY, "職員番号,氏名,所属コード,役職", "0003,丙川　三子,120,主事");
        Organization twice = applied(once, "職員番号,氏名,所属コード,役職", "0003,丙川　三子,110,課長");
        assertEquals(List.of("110 20"), work(twice, "0003"));
        assertEquals(2, find(twice, "0003").assignments().size(), "the one that would have lasted no day is gone");
        Organization promoted = applied(twice, "職員番号,氏名,所属コード,役職", "0003,丙川　三子,110,主事");
        assertEquals(List.of("110 50"), work(promoted, "0003"));
    }

    @Test
    void sections_are_found_by_code_path_or_a_name_that_only_one_has() {
        Organization after = applied(
                CITY,
                "職員番号,氏名,所属",
                "0001,甲野　一郎,人事課",
                "0002,乙山　二郎,青葉市／市民部／総務課",
                "0003,丙川　三子,@110",
                "0005,戊村　五郎,総務部 > 総務課");
        assertEquals(List.of("120"), work(after, "0001"));
        assertEquals(List.of("210"), work(after, "0002"));
        assertEquals(List.of("110"), work(after, "0003"));
        assertEquals(List.of("110"), work(after, "0005"));
        assertEquals(
                List.of(
                        "2 所属 総務課 section-ambiguous",
                        "3 所属 人事果 section-unknown {near=青葉市/総務部/人事課}",
                        "4 所属 zzzzzz section-unknown"),
                faults(plan(CITY, "職員番号,氏名,所属", "0001,甲野　一郎,総務課", "0002,乙山　二郎,人事果", "0003,丙川　三子,zzzzzz")));
    }

    @Test
    void ten_faulty_rows_are_all_named_and_nothing_is_done() {
        ImportPlan plan = ImportPlan.of(
                ImportFile.read(String.join(
                                "\r\n",
                                "職員番号,氏名,カナ,メール,所属,役職,本務・兼務,開始日,終了日",
                                "0001,甲野　一郎,コウノ,,人事課,課長,本務,,", // fine
                                ",無番　太郎,ム,,人事課,課長,本務,,",
                                "0101,,ム,,人事課,課長,本務,,",
                                "0102,甲,漢字,,人事課,課長,本務,,",
                                "0103,甲,ム,だめ＠,人事課,課長,本務,,",
                                "0104,甲,ム,,人事果,課長,本務,,",
                                "0105,甲,ム,,人事課,課超,本務,,",
                                "0106,甲,ム,,人事課,課長,謎,,",
                                "0107,甲,ム,,人事課,課長,本務,2027-02-30,",
                                "0108,甲,ム,,人事課,課長,本務,2027-04-01,2027-03-01",
                                "0109,甲,ム,,人事課,課長,本務,,",
                                "0109,乙,ム,,市民課,課長,兼務,,",
                                "0110,甲,ム,,人事課,課長,本務,,",
                                "0110,甲,ム,,市民課,課長,本務,,",
                                "0111,甲,ム,,人事課,課長,兼務,,",
                                "0112," + "長".repeat(101) + ",ム,,人事課,課長,本務,,",
                                "0113,a\u0000b,ム,,人事課,課長,本務,,",
                                "0114,甲,ム,,人事課,課長,本務,,,余り",
                                "0115,甲,ム,,,課長,本務,,")
                        .getBytes(StandardCharsets.UTF_8)),
                CITY,
                DAY);
        assertEquals(List.of(), plan.operations());
        assertEquals(
                List.of(
                        "3 職員番号 organization.value-missing",
                        "4 氏名 organization.value-missing",
                        "5 カナ organization.kana-invalid",
                        "6 メール organization.mail-invalid",
                        "7 所属 organization.section-unknown",
                        "8 役職 organization.title-unknown",
                        "9 本務・兼務 organization.kind-unknown",
                        "10 開始日 organization.date-invalid",
                        "11 終了日 organization.date-order",
                        "13 氏名 organization.staff-number-doubled",
                        "15 本務・兼務 organization.primary-doubled",
                        "16 本務・兼務 organization.primary-missing",
                        "17 氏名 organization.too-long",
                        "18 氏名 organization.character-invalid",
                        "19 null organization.row-length",
                        "20 所属 organization.value-missing"),
                plan.faults().stream()
                        .map(fault -> fault.row() + " " + fault.column() + " " + fault.code())
                        .toList());
        Fault unknown = plan.faults().get(4);
        assertEquals("人事果", unknown.value());
        assertEquals("課長", plan.faults().get(5).args().get("near"));
        assertEquals(12, plan.faults().get(9).args().get("row"));
        assertEquals(1, plan.counts().moved(), "the preview still shows what is right");
    }

    @Test
    void titles_are_made_only_where_there_are_none_or_with_their_code() {
        Organization untitled =
                new Organization(CITY.sections(), List.of(), CITY.people().subList(4, 5));
        ImportPlan plan = plan(untitled, "職員番号,氏名,所属,役職", "0005,戊村　五郎,人事課,課 長", "0006,己,人事課,課長", "0007,庚,人事課,");
        assertEquals(
                new Change(2, "new", "title", "課 長", "課　長", null, "課　長"),
                plan.changes().get(0));
        assertEquals(
                1,
                plan.operations().stream()
                        .filter(Operation.CreateTitle.class::isInstance)
                        .count());
        Organization made = applied(untitled, "職員番号,氏名,所属,役職", "0005,戊村　五郎,人事課,課長");
        Organization coded = applied(made, "コード,役職名,表示順", "020,課長,20", "030,係長,30");
        assertEquals(List.of(new Title("020", "課長", 20), new Title("030", "係長", 30)), coded.titles());
        assertEquals(List.of("120 020"), work(coded, "0005"));
        assertEquals(
                List.of("2 役職 部長 title-unknown"),
                faults(plan(CITY, "職員番号,氏名,所属コード,役職", "0005,戊村　五郎,120,部長")).stream()
                        .map(text -> text.replaceAll(" \\{.*", ""))
                        .toList());
        Organization both = applied(CITY, "職員番号,氏名,所属コード,役職コード,役職", "0005,戊村　五郎,120,10,部長");
        assertEquals(List.of("120 10"), work(both, "0005"));
        assertEquals(
                List.of("2 役職 100 title-unknown"), faults(plan(untitled, "職員番号,氏名,所属コード,役職", "0005,戊村　五郎,120,100")));
    }

    @Test
    void a_section_with_several_in_one_row_and_one_marked_is_shirasagis_way() {
        String text =
                "id,氏名,カナ,ユーザーID,職員番号,メールアドレス,パスワード,電話番号,内線番号,役職,ユーザータイプ,有効期限（開始）,有効期限（終了）,初期パスワード警告,セッション寿命,利用状態,所属組織,グループ,グループ（主）,切り替えユーザー,備考,DN,GWSロール,A:血液型\r\n"
                        + ",髙﨑　①,たかさき　いち,user4,00044,user4@example.jp,pass,000-0000-0001,1000,課長,SNSユーザー,2017/11/1 12:02,,無効,300,有効,青葉市,\"青葉市/総務部/総務課\n青葉市/市民部/市民課\",青葉市/市民部/市民課,,テキスト,\"cn=Manager,dc=city\",部課長,O\r\n"
                        + ",青葉市共通,あおばしきょうつう,common,00000,,pass,,,,,,,,,,青葉市,,,,,,,\r\n"
                        + ",甲野　一郎,,user1,0001,,pass,,,,,,2020/10/3 12:48,,,,青葉市,青葉市/総務部/総務課,,,,,,\r\n";
        ImportFile file = ImportFile.read(text.getBytes(WINDOWS));
        assertEquals("windows-31j", file.encoding());
        assertEquals(
                List.of("A:血液型"),
                file.columns().stream()
                        .filter(column -> !column.known())
                        .map(ImportFile.Column::heading)
                        .toList());
        Organization after = applied(CITY, file);
        assertEquals(List.of("110+", "220 20"), work(after, "00044"));
        assertEquals("髙﨑　①", find(after, "00044").name());
        assertEquals("タカサキ　イチ", find(after, "00044").kana());
        assertEquals(List.of("1"), work(after, "00000"));
        assertEquals(List.of(), work(after, "0001"), "expired");
    }

    @Test
    void a_column_of_empty_staff_numbers_leaves_the_sign_in_name_as_key() {
        Organization after = applied(CITY, "氏名,ユーザーID,職員番号,グループ", "荒木　康平,642,,青葉市/総務部/総務課");
        assertEquals(List.of("110"), work(after, "642"));
    }

    @Test
    void joruris_one_file_carries_sections_and_people() {
        String[] file = {
            "状態,種別,階層,親グループコード,コード,LDAP同期,本務・兼務,名前,英字,ふりがな,パスワード,モバイル許可,モバイルパスワード,メール,役職,担当,開始日,終了日",
            "有効,user,,001002,u1,非同期,本務,秘書　花子,Hisho,ひしょ　はなこ,pw,不可,,h@example.jp,課長,,2020-04-01,",
            "有効,group,部局,1,001,非同期,,企画部,,,,,,,,,2020-04-01,",
            "有効,group,所属,001,001002,非同期,,秘書広報課,,,,,,,,,2020-04-01,",
            "有効,group,所属,001,001003,非同期,,企画課,,,,,,,,,2020-04-01,",
            "有効,user,,001003,u1,非同期,兼務,秘書　花子,,,pw,不可,,,,,2020-04-01,",
            "有効,user,,001003,u2,非同期,仮所属,仮　太郎,,,pw,不可,,,,,2020-04-01,",
            "無効,user,,001003,u3,非同期,本務,昔　人,,,pw,不可,,,,,2010-04-01,2020-03-31"
        };
        Organization after = applied(Organization.EMPTY, file);
        assertEquals(List.of("001002 課長", "001003+"), work(after, "u1"));
        assertEquals(List.of("001003"), work(after, "u2"));
        assertEquals(new Period("001", "秘書広報課", 20, DAY, null), find(after, "001002", DAY));
        assertEquals(2, after.people().size(), "who had left already does not come");
        // next year a section closes with nobody left in it
        ImportPlan plan = plan(
                after,
                file[0],
                file[1],
                file[2],
                file[3],
                file[4].replace("有効", "無効").replace("2020-04-01,", "2020-04-01,2027-03-31"),
                file[6].replace("001003", "001002"));
        assertEquals(List.of(), faults(plan));
        assertEquals(
                1,
                plan.changes().stream()
                        .filter(change ->
                                change.kind().equals("left") && change.subject().equals("section"))
                        .count());
        assertEquals(
                List.of("5 終了日 001003 section-has-people {people=1}"),
                faults(plan(after, file[0], file[1], file[2], file[3], file[4].replace("有効", "無効"))));
    }

    @Test
    void garoons_files_of_users_sections_and_members() {
        Organization sections = applied(
                CITY,
                "現組織コード,組織名,新組織コード,親組織コード,メモ",
                "100,*,A100,*,",
                "110,総務法務課,110,100,名前も変わる",
                "300,議会事務局,,1,",
                "310,議事課,311,300,");
        assertEquals("総務部", find(sections, "A100", DAY).name());
        assertEquals(new Period("A100", "総務法務課", 110, DAY, null), find(sections, "110", DAY));
        assertEquals("300", find(sections, "311", DAY).parentCode());
        assertEquals(List.of("110 20"), work(sections, "0001"), "people stay where a code changes");
        Organization users = applied(
                sections,
                "現ログイン名,表示名,新ログイン名,パスワード,姓,名,よみがな(姓),よみがな(名),メールアドレス,使用状態,言語,内線,社員番号,入社日,表示優先度,削除",
                "ichiro,,ichiro,*,己田,六郎,きだ,ろくろう,k@example.jp,使用,ja,77,0006,2020-04-01,1,",
                "x,*,x,*,,,,,*,停止,ja,*,0003,,,");
        assertEquals("己田　六郎", find(users, "0006").name());
        assertEquals("キダ　ロクロウ", find(users, "0006").kana());
        assertEquals(List.of(), find(users, "0006").assignments());
        assertEquals(List.of(), work(users, "0003"));
        Organization members = applied(users, "組織コード,ログイン名1,ログイン名2", "311,0006,0005", "110,0006,");
        assertEquals(List.of("110+", "311"), work(members, "0006"));
        assertEquals(List.of("311"), work(members, "0005"));
        assertEquals(
                List.of("2 ログイン名2 9999 person-unknown"), faults(plan(users, "組織コード,ログイン名1,ログイン名2", "311,0006,9999")));
    }

    @Test
    void groupsessions_repeated_groups_and_its_delete_flag() {
        String[] file = {
            "インポート区分,グループID,グループID2,グループID3,ユーザID,パスワード,社員/職員番号,姓,名,姓カナ,名カナ,ログイン停止,所属,役職,ソートキー1,性別,入社年月日,生年月日,メールアドレス1,メールアドレスコメント1,メールアドレス2,電話番号1,電話番号内線1,電話番号内線2,備考",
            "2,110,220,,u1,,0001,甲野,一郎,ｺｳﾉ,ｲﾁﾛｳ,0,,課長,,1,,,a@example.jp,,b@example.jp,,55,66,",
            "3,110,,,u2,,0002,乙山,二郎,,,0,,,,,,,,,,,,,",
            "1,100,,,u8,,0008,辛,八,ｼﾝ,ﾊﾁ,0,,,,,,,,,,,,,"
        };
        ImportPlan plan = plan(CITY, file);
        assertEquals(List.of(), faults(plan));
        Organization after = applied(CITY, file);
        assertEquals(List.of("110 20", "220+"), work(after, "0001"));
        assertEquals("55", find(after, "0001").extension());
        assertEquals("a@example.jp", find(after, "0001").mail());
        assertEquals(List.of(), work(after, "0002"));
        assertEquals("シン　ハチ", find(after, "0008").kana());
    }

    @Test
    void the_electronic_staff_directory_has_a_row_for_each_assignment() {
        String text =
                "職員番号,氏名,カナ,email,本務/兼務,所属,役職,職種,個人内線,担当名,担当住所,担当電話,分掌事務,備考\r\n0001,甲野　一郎,コウノ　イチロウ,,本務,青葉市/総務部/総務課,課長,事務,101,,,,,\r\n0001,甲野　一郎,コウノ　イチロウ,,兼務,青葉市/市民部/市民課,主事,事務,102,,,,,\r\n";
        Organization after = applied(CITY, ImportFile.read(text.getBytes(WINDOWS)));
        assertEquals(List.of("110 20", "220+ 50"), work(after, "0001"));
        assertEquals("101", find(after, "0001").extension());
    }

    // sections

    @Test
    void sections_by_path_without_codes_are_shirasagis_way() {
        String[] file = {
            "id,グループ名,ドメイン,表示順,DN,有効期限（開始）,有効期限（終了）",
            ",庶務市/総務部/総務課,,30,,,",
            ",庶務市/総務部,,20,,,",
            "1,庶務市,,10,,,",
            ",庶務市/税務部,,,,,2026-03-31",
            ",庶務市/環境部,,40,,,2028-03-31"
        };
        Organization after = applied(Organization.EMPTY, file);
        assertEquals(4, after.sections().size());
        assertEquals(new Period("1", "総務部", 20, DAY, null), find(after, "庶務市/総務部", DAY));
        assertEquals(LocalDate.of(2028, 4, 1), find(after, "庶務市/環境部", DAY).until());
        Organization closed = applied(after, "id,name,domains,order,ldap_dn,activation,expiration", "庶務市/環境部,,,,,,");
        assertTrue(find(closed, "庶務市/環境部", DAY) == null);
        Organization people = applied(closed, "職員番号,氏名,グループ", "1,甲,庶務市/総務部/総務課");
        assertEquals(List.of("庶務市/総務部/総務課"), work(people, "1"));
    }

    @Test
    void sections_by_code_change_move_close_and_come_back() {
        String[] file = {
            "組織コード,組織名,親組織コード,表示順,有効開始,終了日",
            "120,職員課,200,5,,",
            "300,危機管理課,310,,2027-04-01,",
            "310,危機管理部,1,,,",
            "220,市民課,200,220,,2027-03-31"
        };
        assertEquals(
                List.of("5 終了日 220 section-has-people {people=2}"),
                faults(plan(CITY, file)),
                "one now, and one from October");
        Organization empty =
                new Organization(CITY.sections(), CITY.titles(), CITY.people().subList(0, 2));
        Organization after = applied(empty, file);
        assertEquals(new Period("200", "職員課", 5, DAY, null), find(after, "120", DAY));
        assertEquals(new Period("100", "人事課", 120, OLD, DAY), find(after, "120", OLD), "history stays");
        assertEquals("310", find(after, "300", DAY).parentCode());
        assertTrue(find(after, "220", DAY) == null);
        Organization back = applied(after, "組織コード,組織名,親組織コード", "220,新市民課,100");
        assertEquals("新市民課", find(back, "220", DAY).name());
    }

    @Test
    void faults_of_sections() {
        assertEquals(
                List.of(
                        "2 親組織コード 999 parent-unknown",
                        "3 親組織コード 200 parent-cycle",
                        "4 親組織コード 100 parent-cycle",
                        "5 組織コード 120 code-doubled {row=2}",
                        "6 組織コード  value-missing",
                        "7 組織名  value-missing",
                        "8 表示順 x number-invalid",
                        "8 終了日 いつか date-invalid",
                        "10 有効開始 2027-05-01 starts-later {from=2027-05-01}",
                        "11 状態 謎 state-unknown"),
                faults(plan(
                                CITY,
                                "組織コード,組織名,親組織コード,表示順,有効開始,終了日,状態",
                                "120,人事課,999,,,,",
                                "100,総務部,200,,,,",
                                "200,市民部,100,,,,",
                                "120,人事課,100,,,,",
                                ",無,100,,,,",
                                "555,,100,,,,",
                                "110,総務課,,x,,いつか,",
                                "210,総務課,200,,,,",
                                "777,未来課,,,2027-05-01,,",
                                "778,謎課,,,,,謎"))
                        .stream()
                        .filter(fault -> !fault.contains("parent-unknown {"))
                        .toList());
        assertEquals(
                List.of("2 新組織コード 120 code-doubled {code=120}"),
                faults(plan(CITY, "現組織コード,組織名,新組織コード,親組織コード", "110,総務課,120,100")));
        assertEquals(
                List.of("2 終了日 1 section-has-sections {sections=2}"),
                faults(plan(CITY, "組織コード,組織名,終了日", "1,,2027-03-31")));
        assertEquals(List.of("2 親組織コード 総務課 section-ambiguous"), faults(plan(CITY, "組織コード,組織名,親組織コード", "119,係,総務課")));
    }

    @Test
    void dangerous_beginnings_of_cells_are_data() {
        Organization after = applied(CITY, "職員番号,氏名,所属コード", "0005,=1+1@x,120");
        assertEquals("=1+1@x", find(after, "0005").name());
    }

    /** Idle, 1,400 rows take some 0.2 s and 50,000 some 1.5 s; the limits only guard against what grows with the square. */
    @Test
    void a_city_is_planned_in_a_moment_and_fifty_thousand_rows_too() {
        for (int size : new int[] {1400, 50_000}) {
            StringBuilder text = new StringBuilder("職員番号,氏名,カナ,所属,役職,本務・兼務\r\n");
            for (int i = 0; i < size; i++) {
                text.append(String.format("%06d,職員　%d,ショクイン,%s,主事,本務%n", i, i, i % 2 == 0 ? "人事課" : "青葉市/市民部/市民課"));
            }
            byte[] bytes = text.toString().getBytes(WINDOWS);
            assertTimeout(Duration.ofSeconds(size == 1400 ? 5 : 40), () -> {
                ImportPlan plan = ImportPlan.of(ImportFile.read(bytes), CITY, DAY);
                assertEquals(size, plan.counts().added());
                ImportPlan again = ImportPlan.of(ImportFile.read(bytes), CITY.after(plan.operations()), DAY);
                assertEquals(size, again.counts().unchanged());
            });
        }
    }
}

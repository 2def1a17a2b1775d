package org.kairan.organization.control;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * The headings that an import understands, in Japanese and English, as Shirasagi, Joruri, Garoon, desknet's and GroupSession write them.
 *
 * <p>A heading is compared by letters and digits only, in NFKC and lower case, so that グループ（主） and グループ(主), 本務・兼務 and 本務/兼務,
 * staff_number and Staff number are the same.
 */
final class ImportColumns {

    /** What a column says. */
    enum Field {
        STAFF_NUMBER,
        LOGIN,
        NAME,
        FAMILY_NAME,
        GIVEN_NAME,
        KANA,
        FAMILY_KANA,
        GIVEN_KANA,
        MAIL,
        EXTENSION,
        /** One or several sections by path, name or code, divided by line ends or semicolons. */
        SECTION,
        /** As {@link #SECTION}, but named by code; goes before it. */
        SECTION_CODE,
        /** The one that is the primary assignment. */
        PRIMARY_SECTION,
        /** The office as a whole (Shirasagi 所属組織): an assignment only when nothing else names a section. */
        ORGANIZATION,
        KIND,
        TITLE_CODE,
        TITLE,
        FROM,
        UNTIL,
        STATE,
        /** Shirasagi's running number of a section. */
        SECTION_ID,
        NEW_CODE,
        SECTION_NAME,
        PARENT,
        ORDER,
        LEVEL,
        ROW_KIND;

        /** The name of the field in the API, e.g. {@code staffNumber}. */
        String id() {
            StringBuilder id = new StringBuilder();
            for (String word : name().split("_")) {
                id.append(
                        id.isEmpty()
                                ? word.toLowerCase(Locale.ROOT)
                                : word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT));
            }
            return id.toString();
        }
    }

    private static final String PERIOD = """
      FROM 開始日 有効開始 有効開始日 適用開始日 適用日 発令日 異動日 着任日 配属日 設置日 有効期限（開始） 有効期限開始 有効期限開始日 有効期間（開始） \
      account_start_date activation activation_date start_at start_date valid_from from
      UNTIL 終了日 有効終了 有効終了日 適用終了日 有効期限 有効期限（終了） 有効期限終了 有効期限終了日 有効期間（終了） 退職日 退職年月日 任期満了日 任期終了日 廃止日 \
      account_expiration_date expiration expiration_date end_at end_date valid_until valid_to until
      STATE 状態 利用状態 ユーザー状態 ユーザ状態 使用状態 在職状態 在職区分 在籍状態 在籍区分 登録区分 処理区分 インポート区分 区分 使用/停止 有効/無効 status state \
      有効 active enabled 削除 削除状態 削除フラグ 退職 退職フラグ 使用停止 利用停止 停止 ログイン停止 無効 deleted delete disabled inactive
      """;

    private static final Map<String, Field> PEOPLE = aliases("""
      STAFF_NUMBER 職員番号 職員コード 職員ID 職員No 職番 社員番号 社員コード 社員ID 社員No 社員/職員番号 従業員番号 organization_uid staff_number staff_id staff_no \
      staff_code employee_number employee_id employee_no employee_code personnel_number
      LOGIN ユーザーID ユーザID ユーザーコード ユーザコード ログイン名 現ログイン名 ログインID ログイン アカウント uid user_id userid login login_name login_id account username
      NAME 氏名 名前 表示名 職員名 職員氏名 社員名 ユーザー名 ユーザ名 漢字氏名 氏名（漢字） name full_name display_name
      FAMILY_NAME 姓 氏 苗字 名字 姓（漢字） last_name family_name surname
      GIVEN_NAME 名 名（漢字） first_name given_name
      KANA カナ かな フリガナ ふりがな よみ ヨミ 読み よみがな ヨミガナ 読みがな 氏名カナ 氏名かな 氏名（カナ） カナ氏名 氏名フリガナ 氏名ふりがな 氏名よみ \
      名前（カナ） 名前（かな） kana name_kana reading furigana phonetic_name
      FAMILY_KANA 姓カナ 姓かな 姓フリガナ 姓ふりがな 姓よみ よみ姓 よみがな姓 よみ（姓） よみがな（姓） フリガナ（姓） ふりがな（姓） カナ（姓） かな（姓） 姓（よみ） セイ せい \
      last_name_kana family_name_kana phonetic_last_name last_name_reading
      GIVEN_KANA 名カナ 名かな 名フリガナ 名ふりがな 名よみ よみ名 よみがな名 よみ（名） よみがな（名） フリガナ（名） ふりがな（名） カナ（名） かな（名） 名（よみ） メイ めい \
      first_name_kana given_name_kana phonetic_first_name first_name_reading
      MAIL メール メールアドレス メールアドレス1 電子メール 電子メールアドレス Eメール Eメールアドレス Emailアドレス mail mail1 email email1 e-mail mail_address email_address
      EXTENSION 内線 内線1 内線番号 内線番号1 個人内線 内線電話 内線電話番号 電話番号（内線） 電話番号内線 電話番号内線1 電話番号1内線 tel_ext ext extension extension_number
      SECTION グループ 所属 所属名 所属名称 所属部署 所属課 所属パス 所属グループ 組織 組織名 組織名称 部署 部署名 課 課名 兼務所属 兼務先 groups group section sections section_name \
      section_path department department_name
      SECTION_CODE 所属コード 所属課コード 組織コード 所属組織コード 部署コード 課コード グループID グループコード 組織ID 所属ID section_code group_code group_id department_code organization_code
      PRIMARY_SECTION グループ（主） 主グループ 主所属 本務所属 主務所属 優先する組織 優先組織 優先する組織コード gws_main_group_ids main_group primary_section primary_organization primary_group
      ORGANIZATION 所属組織 organization_id
      KIND 本務・兼務 本務・兼務区分 本兼 本兼区分 兼務区分 本務区分 主務・兼務 所属区分 発令区分 kind assignment assignment_kind job_order
      TITLE_CODE 役職コード 職名コード 職位コード 役職ID title_code title_id position_code
      TITLE 役職 役職名 役職名称 職名 職位 職位名 補職 補職名 title titles title_name title_ids official_position position job_title
      """ + PERIOD);

    private static final Map<String, Field> SECTIONS = aliases("""
      SECTION_CODE コード 組織コード 現組織コード 所属コード 部署コード 課コード グループコード グループID code section_code group_code group_id department_code organization_code
      NEW_CODE 新組織コード 新コード new_code new_organization_code
      SECTION_ID id
      SECTION_NAME 名称 名前 組織名 組織名称 所属 所属名 所属名称 グループ名 グループ 部署 部署名 課名 name section section_name group_name department_name organization_name
      PARENT 上位コード 上位組織コード 上位所属コード 上位部署コード 上位組織 上位所属 上位部署 親コード 親組織コード 親所属コード 親部署コード 親グループコード 親グループID 親組織 親所属 親グループ \
      parent parent_code parent_id parent_section parent_section_code parent_group_code parent_organization_code
      ORDER 表示順 表示順序 表示優先度 並び順 並び順序 順序 順番 order sort sort_order sort_no sort_key
      LEVEL 階層 レベル level level_no
      """ + PERIOD);

    private static final Map<String, Field> TITLES = aliases("""
      TITLE_CODE コード 役職コード 職名コード 職位コード code title_code position_code
      TITLE 名称 名前 役職 役職名 役職名称 職名 職位 name title title_name position
      ORDER 表示順 表示順序 並び順 順序 順番 order sort sort_order sort_no
      """);

    /** In a file of both, the people's rows: their section is what a section's row calls its parent. */
    private static final Map<String, Field> BOTH = new HashMap<>(PEOPLE);

    static {
        BOTH.putAll(aliases("""
        STAFF_NUMBER コード code
        SECTION_CODE 親グループコード 親コード 親組織コード parent_code parent_group_code
        ROW_KIND 種別 data_type type row_kind
        """));
    }

    /** Known, and deliberately not taken over: secrets, what Kairan has no use for, and what its own rules decide. */
    private static final Set<String> NOT_USED = keys("""
      パスワード 新パスワード 初期パスワード password passwd モバイルパスワード mobile_password 初期パスワード警告 initial_password_warning ワンタイムパスワード通知先メール MFA 二要素認証
      性別 生年月日 誕生日 生年月日公開フラグ 年齢 個人番号 宛名番号 入社年月日 入社日 採用日 採用年月日 郵便番号 都道府県 都道府県コード 住所 住所1 住所2 gender sex birthday hire_date
      権限 ロール 役割 GWSロール SYSロール WEBMAILロール gws_roles sys_roles webmail_roles role roles permission permissions 管理者 利用制限 切り替えユーザー switch_user_id 公開範囲 閲覧グループ 閲覧ユーザー
      id 電話 電話番号 電話番号1 電話番号2 電話番号3 携帯 携帯電話 携帯電話番号 FAX FAX1 FAX2 FAX3 tel phone mobile 電話番号内線2 電話番号内線3 メールアドレス2 メールアドレス3 mail2 mail3
      備考 メモ remark memo 自己紹介 URL Skype Skypeネーム 拠点 base 職種 職種コード occupation_ids ユーザータイプ ユーザータイプ（種別） type セッション寿命 session_lifetime グループ（既定） DN ldap_dn LDAP同期 ldap
      担当 担当名 担当住所 担当電話 分掌事務 職員区分 上位グループ 上位ユーザー 言語 lang language タイムゾーン TZ timezone モバイル許可 モバイルアクセス許可 mobile_access 英字 英字名 name_en 新ログイン名 new_login
      ドメイン domains domain 表示優先度 表示順 order ソートキー1 ソートキー2 グループ名 在席情報編集役職 presence_editable_titles エラー error メールアドレスコメント1 メールアドレスコメント2 メールアドレスコメント3 メールアドレス1公開フラグ \
      メールアドレス2公開フラグ メールアドレス3公開フラグ
      """);

    private static final Set<String> TITLE_HEADINGS =
            keys("役職コード 職名コード 役職 役職名 職名 title_code 在席情報編集役職 presence_editable_titles");

    private ImportColumns() {}

    /** A heading that says what the field says, by the field's name in the API. */
    static String heading(String id) {
        for (Field field : Field.values()) {
            if (field.id().equals(id)) {
                return field.name().toLowerCase(Locale.ROOT);
            }
        }
        throw new IllegalArgumentException("no field is called " + id);
    }

    private static Map<String, Field> aliases(String table) {
        Map<String, Field> aliases = new HashMap<>();
        table.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] words = line.strip().split("\\s+");
            for (int i = 1; i < words.length; i++) {
                aliases.put(Spelling.heading(words[i]), Field.valueOf(words[0]));
            }
        });
        return aliases;
    }

    private static Set<String> keys(String words) {
        Set<String> keys = new HashSet<>();
        for (String word : words.strip().split("\\s+")) {
            keys.add(Spelling.heading(word));
        }
        return keys;
    }

    static boolean isNotUsed(String heading) {
        return NOT_USED.contains(Spelling.heading(heading));
    }

    static boolean isKnown(String heading) {
        String key = Spelling.heading(heading);
        return BOTH.containsKey(key) || SECTIONS.containsKey(key) || TITLES.containsKey(key) || NOT_USED.contains(key);
    }

    /** What kind of file has these headings, or null. {@code values} gives the values of a column. */
    static ImportFile.Kind kind(List<String> headings, IntFunction<List<String>> values) {
        List<String> keys = headings.stream().map(Spelling::heading).toList();
        for (int i = 0; i < keys.size(); i++) {
            if (BOTH.get(keys.get(i)) == Field.ROW_KIND
                    && values.apply(i).stream().anyMatch(value -> isGroup(value) || isUser(value))) {
                return ImportFile.Kind.BOTH;
            }
        }
        Set<Field> people = new HashSet<>();
        Set<Field> sections = new HashSet<>();
        people.addAll(assign(PEOPLE, headings));
        sections.addAll(assign(SECTIONS, headings));
        if (people.contains(Field.STAFF_NUMBER)
                || people.contains(Field.LOGIN)
                || people.contains(Field.FAMILY_NAME)
                || people.contains(Field.KANA)
                || keys.contains("氏名")) {
            return ImportFile.Kind.PEOPLE;
        }
        if (keys.stream().anyMatch(TITLE_HEADINGS::contains) && !sections.contains(Field.PARENT)) {
            return ImportFile.Kind.TITLES;
        }
        if (sections.contains(Field.SECTION_CODE) || sections.contains(Field.SECTION_NAME)) {
            return ImportFile.Kind.SECTIONS;
        }
        return null;
    }

    /** The field of each heading, null where there is none. */
    static List<Field> people(ImportFile.Kind kind, List<String> headings, IntFunction<List<String>> values) {
        List<Field> fields = assign(kind == ImportFile.Kind.BOTH ? BOTH : PEOPLE, headings);
        if (!fields.contains(Field.STAFF_NUMBER) && !fields.contains(Field.LOGIN)) {
            for (int i = 0; i < fields.size(); i++) {
                if (Set.of("コード", "code").contains(Spelling.heading(headings.get(i)))) {
                    fields.set(i, Field.STAFF_NUMBER);
                }
            }
        }
        for (int i = 0; i < fields.size(); i++) {
            // 区分 is used for many things; its values tell whether it is the kind of an assignment
            if (fields.get(i) == Field.STATE
                    && Spelling.heading(headings.get(i)).equals("区分")
                    && !fields.contains(Field.KIND)) {
                List<String> words = values.apply(i).stream()
                        .filter(value -> !value.isBlank())
                        .toList();
                if (!words.isEmpty() && words.stream().allMatch(value -> primary(value) != null)) {
                    fields.set(i, Field.KIND);
                }
            }
            // グループ名 repeats in words what グループID says
            if (Spelling.heading(headings.get(i)).equals("グループ名")
                    && !fields.contains(Field.SECTION)
                    && !fields.contains(Field.SECTION_CODE)) {
                fields.set(i, Field.SECTION);
            }
        }
        boolean placed = fields.contains(Field.SECTION)
                || fields.contains(Field.SECTION_CODE)
                || fields.contains(Field.PRIMARY_SECTION)
                || fields.contains(Field.ORGANIZATION);
        if (!placed) {
            fields.replaceAll(field ->
                    Set.of(Field.TITLE, Field.TITLE_CODE, Field.KIND).contains(field == null ? Field.NAME : field)
                            ? null
                            : field);
        }
        return fields;
    }

    static List<Field> sections(List<String> headings) {
        return assign(SECTIONS, headings);
    }

    static List<Field> titles(List<String> headings) {
        return assign(TITLES, headings);
    }

    private static List<Field> assign(Map<String, Field> aliases, List<String> headings) {
        List<Field> fields = new ArrayList<>();
        for (String heading : headings) {
            String key = Spelling.heading(heading);
            Field field = aliases.get(key);
            if (field == null) {
                Field numbered = aliases.get(base(heading));
                if (numbered != null && REPEATABLE.contains(numbered)) {
                    field = numbered;
                }
            }
            fields.add(field);
        }
        return fields;
    }

    private static final Set<Field> REPEATABLE = Set.of(Field.SECTION, Field.SECTION_CODE, Field.LOGIN);

    /** The heading without a number at its end, as in グループID2. */
    private static String base(String heading) {
        return Spelling.heading(heading).replaceAll("\\p{N}+$", "");
    }

    /** The index of the first column that says the same as an earlier one, or -1; several states, and numbered sections or logins, are no fault. */
    static int doubled(List<Field> fields, List<String> headings) {
        Map<Field, String> seen = new EnumMap<>(Field.class);
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (field == null || field == Field.STATE) {
                continue;
            }
            String earlier = seen.putIfAbsent(field, base(headings.get(i)));
            if (earlier != null && !(REPEATABLE.contains(field) && earlier.equals(base(headings.get(i))))) {
                return i;
            }
        }
        return -1;
    }

    static boolean isGroup(String value) {
        return Set.of("group", "グループ", "組織", "所属", "部署", "section").contains(Spelling.key(value));
    }

    static boolean isUser(String value) {
        return Set.of("user", "ユーザー", "ユーザ", "職員", "person", "staff").contains(Spelling.key(value));
    }

    /** Whether an assignment's kind is primary; null when the word is unknown. */
    static Boolean primary(String value) {
        String key = Spelling.key(value);
        if (Set.of("本務", "主務", "主", "本", "正", "primary", "main").contains(key)) {
            return true;
        }
        return Set.of("兼務", "兼", "兼任", "併任", "副", "兼職", "充て職", "充職", "事務取扱", "concurrent", "joint", "sub")
                                .contains(key)
                        || isProvisional(value)
                ? false
                : null;
    }

    /** 仮所属: beside others it is concurrent, alone it is primary. */
    static boolean isProvisional(String value) {
        return Set.of("仮所属", "仮", "provisional").contains(Spelling.key(value));
    }

    private static final Set<String> NEGATIVE =
            keys("削除 削除状態 削除フラグ 退職 退職フラグ 使用停止 利用停止 停止 ログイン停止 無効 deleted delete disabled inactive");
    private static final Set<String> ENDED = keys(
            "無効 停止 使用停止 利用停止 ログイン停止 停止中 利用不可 退職 退職済 退職済み 退職者 離職 削除 削除済 削除済み 廃止 廃止済 廃止済み 終了 失効 deleted delete disabled disable inactive invalid "
                    + "left retired resigned expired closed stopped suspended");
    private static final Set<String> NOT_ENDED = keys(
            "有効 使用 使用中 利用 利用中 利用可 在職 在職中 在籍 在籍中 現職 通常 正常 新規 登録 追加 編集 更新 変更 未削除 休職 休職中 休業 育休 育児休業 産休 派遣 派遣中 出向 再任用 enabled enable active valid "
                    + "current new add edit update none leave");
    private static final Set<String> YES = Set.of("1", "true", "yes", "y", "○", "〇", "◯", "はい", "する", "on", "有", "あり");
    private static final Set<String> NO =
            Set.of("0", "2", "false", "no", "n", "×", "-", "いいえ", "しない", "off", "無", "なし");

    /** Whether a state says that somebody left or something was closed; null when the word is unknown. */
    static Boolean ended(String heading, String value) {
        String column = Spelling.heading(heading);
        String word = Spelling.key(value);
        String key = Spelling.heading(value);
        if (word.isEmpty() || word.equals("*")) {
            return false;
        }
        if (ENDED.contains(key)) {
            return true;
        }
        if (NOT_ENDED.contains(key)) {
            return false;
        }
        if (column.endsWith("区分")) {
            // GroupSession: 1 add, 2 edit, 3 delete; elsewhere 区分 is a class of staff
            if (word.equals("3")) {
                return true;
            }
            return ENDED.stream().anyMatch(end -> end.length() > 1 && key.contains(end) && !key.contains("予定"));
        }
        if (NEGATIVE.contains(column)) {
            return YES.contains(word) ? Boolean.TRUE : NO.contains(word) ? Boolean.FALSE : null;
        }
        if (Set.of("有効", "active", "enabled").contains(column)) {
            return YES.contains(word) ? Boolean.FALSE : NO.contains(word) ? Boolean.TRUE : null;
        }
        return null;
    }
}

package org.kairan.search.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kairan.core.Ref;
import org.kairan.core.people.GroupId;
import org.kairan.core.search.Searchable.Entry;

class FindingTest {

    @TempDir
    Path folder;

    private Index index;

    @BeforeEach
    void open() throws IOException {
        index = Index.open(folder.resolve("index"), path -> new ByteBuffersDirectory());
    }

    @AfterEach
    void close() throws IOException {
        index.close();
    }

    private void put(long id, String title, String text, GroupId... readers) throws IOException {
        index.replace(Shelf.entry(id, title, text, readers.length == 0 ? new GroupId[] {GroupId.EVERYONE} : readers));
        index.refresh();
    }

    private Finding.Found find(String q) throws IOException {
        return find(index, q, Set.of(GroupId.EVERYONE));
    }

    private static Finding.Found find(Index index, String q, Set<GroupId> groups) throws IOException {
        var request = new Finding.Request(
                Question.of(q), groups, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 500);
        return index.use(searcher ->
                Finding.find(searcher, request, List.of(Instant.EPOCH.plusSeconds(1_000_050), Instant.EPOCH)));
    }

    private List<Long> ids(String q) throws IOException {
        return find(q).hits().stream().map(hit -> hit.ref().id()).toList();
    }

    /** What stands in a text, and how somebody asks for it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "税務課からのお知らせ|税",
                "歩道橋の点検|橋",
                "国税|税",
                "サーバーの停止|サーバ",
                "サーバの停止|サーバー",
                "サーバーの停止|さーばー",
                "ゴミの出し方|ごみ",
                "ごみの出し方|ゴミ",
                "ヴァイオリン演奏会|バイオリン",
                "バイオリン演奏会|ヴァイオリン",
                "ＫＡＩＲＡＮの操作|kairan",
                "kairanの操作|ＫＡＩＲＡＮ",
                "ﾊﾟｿｺﾝの更新|パソコン",
                "パソコンの更新|ﾊﾟｿｺﾝ",
                "がん検診|がん検診",
                "髙橋課長|高橋課長",
                "高橋課長|髙橋課長",
                "山﨑係長|山崎",
                "渡邊主査|渡辺",
                "齋藤主任|斎藤",
                "葛\uDB40\uDD00城市|葛城市",
                "㈱アイセとの契約|(株)アイセ",
                "①の欄に記入|1の欄",
                "㎡単価|m2単価",
                "⽂書⽬録|文書目録",
                "代々木公園|代々木",
                "第三条の二|第3条",
                "第3条の2|第三条",
                "十二月の行事|12月",
                "12月の行事|十二月",
                "１,２００円の手数料|1200円",
                "令和四年度予算|令和4年度",
                "令和4年4月1日施行|2022年",
                "2022年4月施行|令和4年",
                "R4.4.1付け異動|令和4年",
                "令和元年の記録|2019年",
                "振り込み先の変更|振込先",
                "振込先の変更|振り込み先",
                "障がい者週間|障害者週間",
                "関西国際空港|国際空港",
                "保存年限の見直し|保存年限",
                "会議を行いました|会議を行う",
                "一丁目の工事|1丁目",
                "内線1234|1234",
                "Wi‐Fiの設定|wi-fi",
                "外字\uE000の登録|\uE000の登録",
                "𠮷野家の住所|𠮷野家",
                "たいせつな文書です|大切 文書"
            })
    void what_stands_there_is_found_however_it_is_written(String written, String asked) throws IOException {
        put(1, written, "");
        put(2, "件名", written);
        put(3, "まったく別のこと", "関係のない文");
        var found = ids(asked);
        assertTrue(found.contains(1L), asked + " in the title: " + found);
        assertTrue(found.contains(2L), asked + " in the text: " + found);
    }

    @ParameterizedTest
    @CsvSource({"台風第12号,たいふう", "避難所の開設,ひなんじょ", "健康診断,ケンコウシンダン"})
    void a_title_is_found_by_how_it_is_read(String written, String asked) throws IOException {
        put(1, written, "");
        put(2, "まったく別のこと", "関係のない文");
        assertEquals(List.of(1L), ids(asked));
    }

    @Test
    void who_has_more_of_the_words_comes_first() throws IOException {
        put(1, "防災 防災 防災 防災", "防災 防災");
        put(2, "訓練のお知らせ", "夏に防災の訓練をします");
        put(3, "お知らせ", "夏に防災の話と、訓練と、炊き出しをします");
        assertEquals(List.of(3L, 2L, 1L), ids("防災 訓練 炊き出し"));
    }

    @Test
    void who_has_the_words_side_by_side_comes_before_who_has_them_apart() throws IOException {
        put(1, "通知", "文書を保存した。年限は未定。管理は規程による。");
        put(2, "通知", "文書の保存年限を定める。");
        assertEquals(2L, ids("保存年限").get(0));
    }

    @Test
    void a_title_counts_more_than_a_text() throws IOException {
        put(1, "研修のご案内", "会計研修の日程が決まりました。");
        put(2, "会計研修の日程", "案内します。");
        assertEquals(2L, ids("会計研修").get(0));
    }

    @Test
    void quotation_marks_ask_for_just_that_and_a_minus_leaves_out() throws IOException {
        put(1, "文書管理規程", "");
        put(2, "文書の管理と規程", "");
        put(3, "文書管理規程 廃止", "");
        assertEquals(Set.of(1L, 3L), new HashSet<>(ids("\"文書管理規程\"")));
        assertEquals(Set.of(1L, 3L), new HashSet<>(ids("“文書管理規程”")));
        assertEquals(Set.of(1L, 2L), new HashSet<>(ids("文書管理規程 -廃止")));
        assertEquals(Set.of(1L, 2L), new HashSet<>(ids("文書管理規程　－廃止")));
    }

    @Test
    void whatever_is_typed_is_a_question_and_does_no_harm() throws IOException {
        put(1, "普通の件名", "普通の本文");
        for (var typed : List.of(
                "",
                " ",
                "　",
                "!!!???",
                "*:*",
                "title:*",
                "[a TO b]",
                "a~0.5 b^2",
                "(((((",
                "AND OR NOT",
                "\\",
                "\"",
                "\"\"",
                "-",
                "--",
                "-\"",
                "<script>alert(1)</script>",
                "'; drop table search.queue; --",
                "\u0000\u0001",
                "\uD800",
                "\uDC00\uD800",
                "件".repeat(10_000),
                "件名 ".repeat(3_000),
                "a".repeat(10_000),
                "年".repeat(10_000),
                "一二三四五六七八九十".repeat(1_000) + "年",
                "(".repeat(10_000),
                "-件名")) {
            var found = find(typed);
            assertTrue(found.total() <= 1, typed);
            index.use(searcher -> Finding.begin(searcher, typed, Set.of(GroupId.EVERYONE), 10));
        }
        assertEquals(0, find("*:*").total());
        assertEquals(1, find("普通 [a TO b]").total());
    }

    @Test
    void titles_are_offered_while_they_are_typed() throws IOException {
        put(1, "健康診断のお知らせ", "");
        put(2, "建築確認申請", "");
        put(3, "kairanの使い方", "健康");
        put(4, "健康相談", "", Shelf.person(9));
        assertEquals(Set.of(1L), begin("健"));
        assertEquals(Set.of(1L), begin("健康診"));
        assertEquals(Set.of(1L), begin("けんこ"));
        assertEquals(Set.of(1L), begin("けんこうs"));
        assertEquals(Set.of(3L), begin("kai"));
        assertEquals(Set.of(3L), begin("ＫＡＩＲＡＮの使"));
        assertEquals(Set.of(), begin("相談"));
    }

    private Set<Long> begin(String typed) throws IOException {
        var ids = new TreeSet<Long>();
        index.use(searcher -> Finding.begin(searcher, typed, Set.of(GroupId.EVERYONE), 10))
                .forEach(ref -> ids.add(ref.id()));
        return ids;
    }

    private record Seen(
            Set<Ref> hits,
            int total,
            Object kinds,
            Object sections,
            Object times,
            Set<Object> excerpts,
            Set<Ref> offered) {}

    /** What a reader sees of one question: everything but the order. */
    private static Seen seen(Index index, String q, Set<GroupId> groups) throws IOException {
        var found = find(index, q, groups);
        var hits = new HashSet<Ref>();
        var excerpts = new HashSet<>();
        for (var hit : found.hits()) {
            hits.add(hit.ref());
            excerpts.add(Excerpts.cut(hit.text(), Question.of(q).marks(), 2));
        }
        return new Seen(
                hits,
                found.total(),
                found.kinds(),
                found.sections(),
                new TreeMap<>(found.times()),
                excerpts,
                Set.copyOf(index.use(searcher -> Finding.begin(searcher, q, groups, 500))));
    }

    private static String rare(Random random) {
        var text = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            text.append("春夏秋冬東西南北山川海空花鳥風月".charAt(random.nextInt(16)));
        }
        return text.toString();
    }

    /** N-RUN-1: for generated trees of rights, a reader sees the same whether what is hidden from them exists or not. */
    @Test
    void nothing_leaks() throws IOException {
        var random = new Random(20261125);
        var words = List.of("防災", "訓練", "税務", "会計", "R4年度", "予算", "サーバー", "停止", "台風", "避難所", "税", "wifi", "高橋", "第三条");
        var questions = List.of(
                "防災",
                "防災訓練",
                "税",
                "税務会計",
                "令和4年度予算",
                "サーバ停止",
                "たいふう",
                "避難所 -台風",
                "\"防災訓練\"",
                "wifi 停止",
                "髙橋",
                "第3条の予算",
                "ない言葉",
                "w",
                "れいわ");
        for (int round = 0; round < 12; round++) {
            // A tree of sections; a person holds one section and the trees of all above it.
            int sections = 3 + random.nextInt(12);
            var parent = new int[sections];
            for (int i = 1; i < sections; i++) {
                parent[i] = random.nextInt(i);
            }
            var me = new HashSet<GroupId>(Set.of(GroupId.EVERYONE, Shelf.person(1)));
            int mine = random.nextInt(sections);
            me.add(GroupId.section(mine + 1));
            for (int at = mine; ; at = parent[at]) {
                me.add(GroupId.tree(at + 1));
                if (at == 0) {
                    break;
                }
            }
            var entries = new ArrayList<Entry>();
            for (long id = 1; id <= 150; id++) {
                var readers = new HashSet<GroupId>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    long section = 1 + random.nextInt(sections);
                    readers.add(
                            switch (random.nextInt(8)) {
                                case 0 -> GroupId.EVERYONE;
                                case 1, 2, 3 -> GroupId.section(section);
                                case 4, 5 -> GroupId.tree(section);
                                case 6 -> Shelf.person(1 + random.nextInt(4));
                                default -> GroupId.title(1 + random.nextInt(3));
                            });
                }
                var text = new StringBuilder();
                for (int i = 0; i < 12; i++) {
                    text.append(words.get(random.nextInt(words.size()))).append(random.nextInt(4) == 0 ? "。" : "");
                }
                entries.add(new Entry(
                        new Ref(Shelf.MODULE, "book" + random.nextInt(3), id),
                        readers,
                        words.get(random.nextInt(words.size())) + rare(random),
                        List.of(),
                        text.toString(),
                        Optional.of(1L + random.nextInt(sections)).filter(s -> random.nextInt(4) > 0),
                        Instant.EPOCH.plusSeconds(1_000_000 + random.nextInt(100))));
            }
            try (var all = Index.open(folder.resolve("all" + round), path -> new ByteBuffersDirectory());
                    var only = Index.open(folder.resolve("only" + round), path -> new ByteBuffersDirectory())) {
                int hidden = 0;
                for (var entry : entries) {
                    all.replace(entry);
                    if (entry.readers().stream().anyMatch(me::contains)) {
                        only.replace(entry);
                    } else {
                        hidden++;
                    }
                    if (random.nextInt(40) == 0) {
                        all.refresh();
                    }
                }
                all.refresh();
                only.refresh();
                assertTrue(hidden > 10, "the round hides something");
                // Titles of things that are hidden too: what comes nearest to them must not depend on them.
                var asked = new ArrayList<>(questions);
                entries.stream().limit(25).forEach(entry -> asked.add(entry.title()));
                for (var q : asked) {
                    assertEquals(seen(only, q, me), seen(all, q, me), q + " in round " + round);
                }
            }
        }
    }
}

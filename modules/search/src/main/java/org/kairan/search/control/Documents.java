package org.kairan.search.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.TreeSet;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.kairan.core.Ref;
import org.kairan.core.search.Searchable.Entry;

/** Makes of a thing what stands in the index. */
final class Documents {

    /** Grows whenever fields or the ways of cutting change; an index of another form is made anew. */
    static final String FORM = "3";

    static final String UID = "uid";
    static final String KIND = "kind";
    static final String THING = "thing";
    static final String READER = "reader";
    static final String SECTION = "section";
    static final String AT = "at";
    static final String YEAR = "year";
    static final String DIGEST = "digest";
    static final String TEXT = "text";
    static final long NOBODY = -1;

    /** Longer texts are found by their beginning. */
    private static final int LONGEST = 2_000_000;

    private Documents() {}

    static String kind(String module, String kind) {
        return module + ":" + kind;
    }

    static Term uid(Ref ref) {
        return new Term(UID, ref.toString());
    }

    static Document of(Entry entry) {
        var document = new Document();
        var text = entry.text().length() > LONGEST ? entry.text().substring(0, LONGEST) : entry.text();
        var kind = kind(entry.ref().module().value(), entry.ref().kind());
        document.add(new StringField(UID, entry.ref().toString(), Field.Store.NO));
        document.add(new BinaryDocValuesField(UID, new BytesRef(entry.ref().toString())));
        document.add(new StringField(KIND, kind, Field.Store.NO));
        document.add(new SortedDocValuesField(KIND, new BytesRef(kind)));
        document.add(new LongPoint(THING, entry.ref().id()));
        document.add(new NumericDocValuesField(THING, entry.ref().id()));
        entry.readers().forEach(group -> document.add(new StringField(READER, group.toString(), Field.Store.NO)));
        document.add(new NumericDocValuesField(SECTION, entry.section().orElse(NOBODY)));
        document.add(new NumericDocValuesField(AT, entry.at().toEpochMilli()));
        document.add(new NumericDocValuesField(DIGEST, digest(entry)));
        document.add(new TextField("title_ja", entry.title(), Field.Store.NO));
        document.add(new TextField("title_bi", entry.title(), Field.Store.NO));
        document.add(new TextField("names_bi", Analyzers.reading(entry.title()), Field.Store.NO));
        // 山田太郎 is typed without the blank that stands in 山田 太郎.
        for (var name : entry.names()) {
            document.add(new TextField("names_bi", name, Field.Store.NO));
            together(document, name);
        }
        together(document, entry.title());
        document.add(new TextField("text_ja", text, Field.Store.NO));
        document.add(new TextField("text_bi", text, Field.Store.NO));
        // Not as a stored field: those are compressed, and to unfold twenty takes a fifth of a question's time.
        document.add(new BinaryDocValuesField(TEXT, new BytesRef(text)));
        Years.in(Folding.words(entry.title() + "\n" + text).toString())
                .forEach(year -> document.add(new IntPoint(YEAR, year)));
        return document;
    }

    private static void together(Document document, String name) {
        var joined = name.replaceAll("[\\s　]+", "");
        if (!joined.equals(name) && joined.length() <= 40) {
            document.add(new TextField("names_bi", joined, Field.Store.NO));
        }
    }

    /** Tells one state of a thing from another. */
    static long digest(Entry entry) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            var groups = new TreeSet<String>();
            entry.readers().forEach(group -> groups.add(group.toString()));
            var parts = String.join(
                    "\u0000",
                    entry.ref().toString(),
                    groups.toString(),
                    entry.title(),
                    entry.names().toString(),
                    entry.section().map(Object::toString).orElse(""),
                    Long.toString(millis(entry.at())),
                    entry.text());
            var bytes = sha.digest(parts.getBytes(StandardCharsets.UTF_8));
            long digest = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                digest = digest << 8 | bytes[i] & 0xFF;
            }
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static long millis(Instant at) {
        return at.toEpochMilli();
    }
}

package org.kairan.search.control;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.function.Function;
import org.apache.lucene.analysis.CharFilter;

/** Hands a tokenizer the folded text, and leads its offsets back to the text as written. */
final class FoldingFilter extends CharFilter {

    private final Function<String, Folding> fold;
    private Folding folding;
    private int at;

    FoldingFilter(Reader input, Function<String, Folding> fold) {
        super(input);
        this.fold = fold;
    }

    @Override
    public int read(char[] buffer, int offset, int count) throws IOException {
        if (folding == null) {
            var text = new StringWriter();
            input.transferTo(text);
            folding = fold.apply(text.toString());
        }
        if (at == folding.length()) {
            return -1;
        }
        int read = Math.min(count, folding.length() - at);
        System.arraycopy(folding.chars(), at, buffer, offset, read);
        at += read;
        return read;
    }

    @Override
    protected int correct(int offset) {
        return folding == null ? offset : folding.original(offset);
    }
}

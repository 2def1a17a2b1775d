package org.kairan.search.control;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Cuts Japanese into overlapping pairs of characters, and letters and digits into whole runs.
 *
 * <p>Each character has a position of its own. When indexing, the last of a run stands alone at its position, so that each occurrence of a character is the beginning of a term; when asking it does not, unless the
 * run is one character long.
 */
final class PairTokenizer extends Tokenizer {

    private enum Kind {
        NONE,
        PAIR,
        LETTER,
        DIGIT
    }

    private static final int LONGEST = 100;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final boolean indexing;
    private char[] text = new char[1024];
    private int length = -1;
    private int at;
    private boolean inRun;

    PairTokenizer(boolean indexing) {
        this.indexing = indexing;
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (length < 0) {
            fill();
        }
        clearAttributes();
        int gap = 1;
        while (at < length) {
            int start = at;
            int width = width(at);
            var kind = kind(at);
            if (kind == Kind.NONE) {
                at += width;
                inRun = false;
                continue;
            }
            if (kind != Kind.PAIR) {
                while (at < length && kind(at) == kind) {
                    at += width(at);
                }
                inRun = false;
                give(start, Math.min(at, start + LONGEST), gap);
                return true;
            }
            int next = at + width;
            boolean pair = next < length && kind(next) == Kind.PAIR;
            boolean alone = !inRun;
            at = next;
            inRun = pair;
            if (pair) {
                give(start, next + width(next), gap);
                return true;
            }
            if (indexing || alone) {
                give(start, next, gap);
                return true;
            }
            gap++;
        }
        return false;
    }

    private void fill() throws IOException {
        length = 0;
        for (int read = input.read(text, 0, text.length);
                read > 0;
                read = input.read(text, length, text.length - length)) {
            length += read;
            if (length == text.length) {
                text = Arrays.copyOf(text, length * 2);
            }
        }
    }

    private void give(int start, int end, int gap) {
        term.copyBuffer(text, start, end - start);
        offset.setOffset(correctOffset(start), correctOffset(end));
        increment.setPositionIncrement(gap);
    }

    private int width(int index) {
        return Character.isHighSurrogate(text[index]) && index + 1 < length ? 2 : 1;
    }

    private Kind kind(int index) {
        char c = text[index];
        if (c < 0x80) {
            return c >= '0' && c <= '9' ? Kind.DIGIT : c >= 'a' && c <= 'z' ? Kind.LETTER : Kind.NONE;
        }
        if ((c >= 0x3041 && c <= 0x3096)
                || (c >= 0x30A1 && c <= 0x30FA)
                || c == 'ー'
                || c == '々'
                || c == '〆'
                || (c >= 0x3400 && c <= 0x9FFF)) {
            return Kind.PAIR;
        }
        int codePoint = width(index) == 2 ? Character.toCodePoint(c, text[index + 1]) : c;
        int type = Character.getType(codePoint);
        if (Character.isIdeographic(codePoint)
                || type == Character.PRIVATE_USE
                || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)) {
            return Kind.PAIR;
        }
        return Character.isDigit(codePoint) ? Kind.DIGIT : Character.isLetter(codePoint) ? Kind.LETTER : Kind.NONE;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        length = -1;
        at = 0;
        inRun = false;
    }

    @Override
    public void end() throws IOException {
        super.end();
        int last = correctOffset(Math.max(0, length));
        offset.setOffset(last, last);
    }
}

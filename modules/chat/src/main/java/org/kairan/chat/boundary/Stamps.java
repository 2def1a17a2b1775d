package org.kairan.chat.boundary;

import java.util.Set;
import java.util.regex.Pattern;

/** Knows what can be put under a message: six stamps that say what is done about it, and emoji. */
final class Stamps {

    /** 承知しました、確認しました、対応中、ありがとうございます、お疲れさまです、お願いします. */
    static final Set<String> ACTIONS = Set.of("understood", "confirmed", "working", "thanks", "well-done", "please");

    /** One emoji, with what may belong to it: a skin tone, a variation selector, parts joined by U+200D. */
    private static final Pattern EMOJI = Pattern.compile(
            "[\\p{So}\\x{2190}-\\x{2BFF}](?:[\\x{1F3FB}-\\x{1F3FF}\\x{FE0F}]|\\x{200D}[\\p{So}\\x{2190}-\\x{2BFF}]){0,8}");

    private Stamps() {}

    static boolean isOne(String key) {
        return ACTIONS.contains(key) || EMOJI.matcher(key).matches();
    }
}

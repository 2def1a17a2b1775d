package org.kairan.core;

/**
 * A kind of activity that people can be notified of, declared by its module. Its texts are the module's: {@code notice.<word>} with the arguments of the activity.
 *
 * @param name the module's id, a dot and a word: {@code board.published}
 * @param preset how people hear of it who have chosen nothing
 * @param mandatory whether nobody can switch it off in the product
 * @param sensitive whether mails name neither the subject nor the arguments
 */
public record ActivityType(String name, Channel preset, boolean mandatory, boolean sensitive) {

    /** Where a notice is given. */
    public enum Channel {
        NONE,
        PRODUCT,
        MAIL,
        BOTH
    }
}

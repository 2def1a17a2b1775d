package org.kairan.core.people;

import java.util.Optional;

/**
 * Names a group of people that a thing can be addressed to; its members follow the organization from day to day.
 *
 * <p>Written {@code everyone}, {@code section:12} (only that section), {@code tree:12} (with all below it), {@code title:3}, {@code person:99}, {@code group:7} (put
 * together by somebody); {@code permission:board.see-readers}, {@code circle:chat:room:12} (who is there, as the module knows) and {@code delegates:99} (who acts for that person) are for the server's own use
 * and are never accepted from outside.
 */
public record GroupId(Kind kind, String target) {

    public enum Kind {
        EVERYONE,
        SECTION,
        TREE,
        TITLE,
        PERSON,
        GROUP,
        PERMISSION,
        CIRCLE,
        DELEGATES
    }

    public static final GroupId EVERYONE = new GroupId(Kind.EVERYONE, "");

    public static GroupId section(long id) {
        return new GroupId(Kind.SECTION, Long.toString(id));
    }

    public static GroupId tree(long id) {
        return new GroupId(Kind.TREE, Long.toString(id));
    }

    public static GroupId title(long id) {
        return new GroupId(Kind.TITLE, Long.toString(id));
    }

    public static GroupId person(PersonId id) {
        return new GroupId(Kind.PERSON, Long.toString(id.value()));
    }

    public static GroupId group(long id) {
        return new GroupId(Kind.GROUP, Long.toString(id));
    }

    public static GroupId permission(String permission) {
        return new GroupId(Kind.PERMISSION, permission);
    }

    /** Names those who act for a person today, themselves not among them. */
    public static GroupId delegates(PersonId id) {
        return new GroupId(Kind.DELEGATES, Long.toString(id.value()));
    }

    /**
     * Names those whom a module itself lets at one of its things, so that it need not name them one by one.
     *
     * @param thing as references are written: {@code chat:room:12}
     */
    public static GroupId circle(String thing) {
        return new GroupId(Kind.CIRCLE, thing);
    }

    /** Reads a group as a client writes it; empty if the text is of no such form. */
    public static Optional<GroupId> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.equals("everyone")) {
            return Optional.of(EVERYONE);
        }
        var parts = text.split(":", -1);
        if (parts.length != 2 || !parts[1].matches("[1-9][0-9]{0,17}")) {
            return Optional.empty();
        }
        return switch (parts[0]) {
            case "section" -> Optional.of(new GroupId(Kind.SECTION, parts[1]));
            case "tree" -> Optional.of(new GroupId(Kind.TREE, parts[1]));
            case "title" -> Optional.of(new GroupId(Kind.TITLE, parts[1]));
            case "person" -> Optional.of(new GroupId(Kind.PERSON, parts[1]));
            case "group" -> Optional.of(new GroupId(Kind.GROUP, parts[1]));
            default -> Optional.empty();
        };
    }

    /** The number in {@link #target()}, for the kinds that have one. */
    public long targetId() {
        return Long.parseLong(target);
    }

    @Override
    public String toString() {
        return kind == Kind.EVERYONE ? "everyone" : kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + target;
    }
}

package org.kairan.core.access;

/** Names an act that not everyone may do, declared by the module it belongs to: {@code board.see-readers}. */
public record Permission(String name) {

    @Override
    public String toString() {
        return name;
    }
}

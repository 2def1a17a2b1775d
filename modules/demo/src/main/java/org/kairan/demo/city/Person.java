package org.kairan.demo.city;

/** A member of staff; surname and given name are parted by an ideographic space; mail and extension may be null. */
public record Person(int id, String staffNumber, String name, String kana, String mail, String extension) {
    /** The name by which colleagues ask for this person. */
    public String surname() {
        return name.substring(0, name.indexOf('　'));
    }
}

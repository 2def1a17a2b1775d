package org.kairan.demo.bulletin;

/** Is told of every bulletin that somebody has read or not read. */
public interface Reader<X extends Exception> {
    /**
     * One person and one bulletin.
     *
     * @param micros microseconds since 1970 of the first reading; 0 for a bulletin that stands in the backlog
     */
    void accept(int person, int bulletin, long micros) throws X;
}

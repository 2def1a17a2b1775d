/**
 * An example city, 澪沢市 (Miozawa), invented from end to end, to try Kairan with: its sections and people, and a year of
 * bulletins and readings. {@link org.kairan.demo.DemoMain} writes it into a database whose schemas the server has made.
 *
 * <p>No class of the server is used here and none of it is on the server's class path; the tables are the contract. The
 * same arguments and the same last day give the same city, always.
 */
package org.kairan.demo;

/**
 * Load programs: {@code ./kairan bench NAME}. Each starts what it needs, compares Kairan in the same run with something that bounds it, prints what it compared, and ends with one line of JSON: figures,
 * targets, and whether they are met.
 */
package org.kairan.bench;

/** What the example city is made from: numbers that are the same each time, and hand-written word lists. */
package org.kairan.demo.source;

/** The search: how fast it indexes and answers beside bare Lucene, and how well it finds what is known to be there. */
package org.kairan.bench.search;

/**
 * The one search over everything: a Lucene index beside the database, filled from a queue whose rows are written in the transactions that change things (N-LIB-1, N-BOARD-7).
 *
 * <p>The database is the truth. The index holds for each thing who may find it; what is shown is asked of the owning module again, by the reader's rights of the moment. How the queue is read without missing a
 * row, and what happens when the index is lost: docs/decisions/0011-search.md.
 */
package org.kairan.search;

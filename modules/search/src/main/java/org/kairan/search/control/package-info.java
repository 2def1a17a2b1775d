/** How texts are broken into words, asked and ranked, and how the index is kept equal to the database. */
package org.kairan.search.control;

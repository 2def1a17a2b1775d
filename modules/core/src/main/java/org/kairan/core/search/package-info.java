/** What modules give to the one search over everything, and how they tell that it has changed. */
package org.kairan.core.search;

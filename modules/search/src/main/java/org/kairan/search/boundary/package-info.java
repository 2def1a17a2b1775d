/** Hits and suggestions, each by the caller's rights. */
package org.kairan.search.boundary;

/** The queue of what is to be indexed anew, and what an administrator has asked for; the only place that knows the schema {@code search}. */
package org.kairan.search.entity;

/** Writes the example city into the database of a Kairan server, by COPY, and shows how to sign in to it. */
package org.kairan.demo.load;

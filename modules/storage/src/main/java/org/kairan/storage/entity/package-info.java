/** What is kept: rows of the schema {@code storage}, and files in the data folder. */
package org.kairan.storage.entity;

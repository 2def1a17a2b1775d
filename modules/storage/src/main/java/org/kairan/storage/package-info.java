/** Content of any size: taken in by resumable uploads, kept once in files named by their SHA-256, given out by the rights of the modules that hold it. */
package org.kairan.storage;

/** Content of any size, kept once however many things hold it, and shown only by the rights of the things that hold it. */
package org.kairan.core.storage;

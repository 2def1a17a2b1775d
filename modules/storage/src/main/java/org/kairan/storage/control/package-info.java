/** Rules of names and types, the virus scanner, and pictures of files. */
package org.kairan.storage.control;

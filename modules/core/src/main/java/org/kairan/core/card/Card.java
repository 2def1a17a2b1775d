package org.kairan.core.card;

import java.util.Optional;
import org.kairan.core.Ref;

/**
 * How a thing looks to one reader, wherever it is mentioned.
 *
 * @param detail a second line: whose it is, since when
 * @param path of its page in the browser
 */
public record Card(Ref ref, String title, Optional<String> detail, String path) {}

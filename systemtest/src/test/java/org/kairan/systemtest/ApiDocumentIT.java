package org.kairan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/api.md tells a reader to do, with the reader's own tools. */
class ApiDocumentIT {

    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void every_block_of_the_document_works_in_its_order() throws IOException, InterruptedException {
        var document = Files.readString(
                Path.of(System.getProperty("kairan.home", "..")).resolve("docs/api.md"));
        var script = new StringBuilder("set -eux\n");
        var blocks = BLOCK.matcher(document);
        var count = 0;
        while (blocks.find()) {
            script.append(blocks.group(1)).append("\n");
            count++;
        }
        assertTrue(count >= 10, count + " blocks");
        var file = Files.writeString(folder.resolve("acts.sh"), script);
        var builder = new ProcessBuilder("bash", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("KAIRAN", Kairan.demo().url().toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}

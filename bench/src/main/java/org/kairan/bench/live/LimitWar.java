package org.kairan.bench.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.kairan.bench.live.limit.tyrus.Endpoint;
import org.kairan.bench.live.limit.tyrus.Publish;

/** Packs the two classes that run inside Payara. */
final class LimitWar {

  private LimitWar() {}

  static Path pack(Path file) throws IOException {
    try (var war = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var name : new String[] {Endpoint.class.getName(), Publish.class.getName()}) {
        var path = name.replace('.', '/') + ".class";
        war.putNextEntry(new ZipEntry("WEB-INF/classes/" + path));
        try (var bytes = LimitWar.class.getResourceAsStream('/' + path)) {
          bytes.transferTo(war);
        }
        war.closeEntry();
      }
    }
    return file;
  }
}

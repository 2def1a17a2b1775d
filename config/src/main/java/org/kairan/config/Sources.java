package org.kairan.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Looks at what only the sources say: Javadoc. */
final class Sources {

    private static final Pattern DECLARATION = Pattern.compile(
            "(?m)^public (?:(?:final|abstract|sealed|non-sealed|strictfp) )*(?:class|interface|record|enum|@interface) (\\w+)");
    private static final Pattern DOC = Pattern.compile("/\\*\\*\\s*(?:\\*\\s*)?([^\\s*].*?)\\*/", Pattern.DOTALL);

    private Sources() {}

    /** Gives the packages with types but without a {@code package-info.java} that says something. */
    static List<String> silentPackages(Product product) {
        var silent = new TreeSet<String>();
        for (var file : files(product)) {
            var info = file.resolveSibling("package-info.java");
            if (!Files.exists(info) || !DOC.matcher(text(info)).find()) {
                silent.add("package " + packageName(product, file) + " has no package-info.java with a sentence");
            }
        }
        return List.copyOf(silent);
    }

    /** Gives the public top-level types whose Javadoc does not begin with a sentence. */
    static List<String> silentTypes(Product product) {
        var silent = new ArrayList<String>();
        for (var file : files(product)) {
            var text = text(file);
            var declaration = DECLARATION.matcher(text);
            if (declaration.find() && !hasSentence(text.substring(0, declaration.start()))) {
                silent.add(packageName(product, file) + "." + declaration.group(1)
                        + " has no Javadoc whose first sentence says its duty");
            }
        }
        return silent;
    }

    private static boolean hasSentence(String head) {
        var doc = DOC.matcher(head);
        return doc.find()
                && Pattern.compile("[.。](\\s|$|<)").matcher(doc.group(1)).find();
    }

    private static List<Path> files(Product product) {
        return Product.files(product.sourceFolder().resolve(product.root().replace('.', '/')), ".java");
    }

    private static String packageName(Product product, Path file) {
        return product.sourceFolder()
                .relativize(file.getParent())
                .toString()
                .replace(file.getFileSystem().getSeparator(), ".");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

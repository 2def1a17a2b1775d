package org.kairan.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path folder;

    @Test
    void onlyTheOwnerMayEnterAndReadSecrets() throws Exception {
        try (DataFolder data = DataFolder.open(folder.resolve("a/b c"), "demo")) {
            String secret = data.secret("database");
            assertEquals(secret, data.secret("database"));
            assertTrue(secret.length() >= 32);
            assertEquals("rwx------", permissions(data.root));
            assertEquals("rw-------", permissions(data.secretFile("database")));
        }
    }

    @Test
    void demoAndOfficeDoNotTouchEachOther() throws Exception {
        DataFolder.open(folder, "office").close();
        assertTrue(assertThrows(Problem.class, () -> DataFolder.open(folder, "demo"))
                .getMessage()
                .contains("office"));
    }

    @Test
    void aFolderWithADatabaseOfUnknownOriginIsRefused() throws Exception {
        Files.createDirectory(folder.resolve("pg"));
        assertTrue(assertThrows(Problem.class, () -> DataFolder.open(folder, "demo"))
                .getMessage()
                .contains("did not make"));
    }

    @Test
    void aFileInTheWayIsSaid() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        String line = assertThrows(Problem.class, () -> DataFolder.open(file.resolve("data"), "demo"))
                .getMessage();
        assertTrue(line.contains("cannot be written"), line);
        assertFalse(line.contains("Exception"), line);
    }

    @Test
    void linksAreDeletedNotFollowed() throws Exception {
        Path kept =
                Files.createFile(Files.createDirectory(folder.resolve("kept")).resolve("x"));
        Path gone = Files.createDirectory(folder.resolve("gone"));
        Files.createSymbolicLink(gone.resolve("link"), kept.getParent());
        DataFolder.delete(gone);
        DataFolder.delete(gone);
        assertTrue(Files.exists(kept));
        assertFalse(Files.exists(gone));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

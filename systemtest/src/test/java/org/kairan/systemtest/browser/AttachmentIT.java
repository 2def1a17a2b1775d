package org.kairan.systemtest.browser;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.kairan.systemtest.browser.Window.shows;
import static org.kairan.systemtest.browser.Window.that;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.kairan.systemtest.Kairan;
import org.kairan.systemtest.TestFiles;

/** Files with a bulletin, as people bring and open them (N-LIB-5). */
class AttachmentIT {

    private final Kairan kairan = Kairan.demo();

    private static void write(Window window, String title) {
        window.go("/board/new");
        shows(window.page.locator(".k-audience .k-tree"));
        window.field("件名").fill(title);
        window.page.locator(".board-editor textarea").fill("添付のとおりです。");
        window.role(AriaRole.RADIO, "全職員").check(new Locator.CheckOptions().setForce(true));
        that(window.page.locator(".board-editor-acts button")).hasText(Pattern.compile("[\\d,]+名に公開$"));
    }

    private static void pick(Window window, String name, String type, byte[] content) {
        var chooser =
                window.page.waitForFileChooser(() -> window.button("ファイルを選ぶ").click());
        chooser.setFiles(new FilePayload(name, type, content));
    }

    private static void publish(Window window, String title) {
        window.page.locator(".board-editor-acts button[type=submit]").click();
        shows(window.heading(title));
    }

    /** Lets go of a file over the form, or pastes it, as the browser would tell it. */
    private static void bring(Window window, String event, String name, String content) {
        window.page.evaluate("""
                ([event, name, content]) => {
                  const files = new DataTransfer()
                  files.items.add(new File([content], name))
                  const on = event === 'drop' ? document.querySelector('.k-drop') : document
                  if (event === 'drop') on.dispatchEvent(new DragEvent('dragover', { dataTransfer: files, bubbles: true, cancelable: true }))
                  on.dispatchEvent(event === 'drop'
                    ? new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true })
                    : new ClipboardEvent('paste', { clipboardData: files, bubbles: true, cancelable: true }))
                }""", new Object[] {event, name, content});
    }

    private static Locator done(Window window, String name) {
        return window.page
                .locator(".k-drop-item[data-state=done]")
                .filter(new Locator.FilterOptions().setHasText(name));
    }

    @Test
    void files_are_picked_dropped_and_pasted_and_others_look_at_them_and_save_them() throws IOException {
        var title = "資料つきの掲示 " + UUID.randomUUID();
        try (var window = Window.of(kairan.somebody())) {
            write(window, title);
            pick(window, "会議資料.pdf", "application/pdf", TestFiles.pdf(2));
            shows(done(window, "会議資料.pdf"));
            bring(window, "drop", "名簿.txt", "名簿です");
            shows(done(window, "名簿.txt"));
            bring(window, "paste", "COM1.txt", "貼り付け");
            shows(done(window, "_COM1.txt"), "名前を「_COM1.txt」に変えて保存します");
            pick(window, "いらない.txt", "text/plain", new byte[] {65});
            shows(done(window, "いらない.txt"));
            window.button("いらない.txtを外す").click();
            that(window.page.locator(".k-drop-item")).hasCount(3);
            assertEquals(List.of(), Axe.of(window.page).everything());
            publish(window, title);
            that(window.page.locator(".board-file")).hasCount(3);
        }
        try (var window = Window.of(kairan.somebody())) {
            window.go("/board");
            var row = window.page
                    .locator(".board-row")
                    .filter(new Locator.FilterOptions().setHasText(title))
                    .first();
            shows(row.locator(".board-clip"), "添付ファイル3件");
            row.locator("a").click();
            shows(window.heading(title));
            var picture = window.page.locator(".board-file-look img");
            picture.scrollIntoViewIfNeeded();
            window.page.waitForCondition(
                    () -> (Boolean) picture.evaluate("image => image.complete && image.naturalWidth > 0"));
            var download = window.page.waitForDownload(() -> window.page
                    .locator(".board-file a")
                    .filter(new Locator.FilterOptions().setHasText("名簿.txt"))
                    .click());
            assertEquals("名簿.txt", download.suggestedFilename());
            assertArrayEquals("名簿です".getBytes(StandardCharsets.UTF_8), Files.readAllBytes(download.path()));
            window.button("会議資料.pdfを見る").click();
            shows(window.page.locator(".k-dialog"), "1 / 2ページ");
            assertEquals(List.of(), Axe.of(window.page).everything());
            window.button("次のページ").click();
            shows(window.page.locator(".k-dialog"), "2 / 2ページ");
            var page = window.page.locator(".board-preview");
            window.page.waitForCondition(
                    () -> (Boolean) page.evaluate("image => image.complete && image.naturalWidth > 500"));
        }
    }

    @Test
    void sending_waits_out_a_lost_line_and_goes_on_where_it_was() {
        var title = "途中で切れた掲示 " + UUID.randomUUID();
        var content = new byte[3_000_000];
        new Random(7).nextBytes(content);
        try (var window = Window.of(kairan.somebody()).expecting("ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket")) {
            write(window, title);
            var offsets = new java.util.ArrayList<Long>();
            window.page.route(Pattern.compile("/api/storage/uploads/"), route -> {
                var request = route.request();
                if (request.method().equals("PATCH")) {
                    offsets.add(Long.parseLong(request.headers().get("upload-offset")));
                    if (offsets.size() == 3) {
                        window.context.setOffline(true);
                        route.abort();
                        return;
                    }
                }
                route.resume();
            });
            pick(window, "大きい.bin", "application/octet-stream", content);
            shows(window.page.locator(".k-drop-item[data-state=waiting]"), "接続を待っています");
            window.page.locator(".board-editor-acts button[type=submit]").click();
            shows(window.page.locator(".k-drop"), "ファイルの送信が終わっていません");
            window.context.setOffline(false);
            shows(done(window, "大きい.bin"));
            assertEquals(0, offsets.get(0));
            assertTrue(
                    offsets.stream().filter(offset -> offset == 0).count() == 1,
                    "from the beginning again: " + offsets);
            publish(window, title);
            assertEquals(
                    3_000_000,
                    kairan.number(
                            "select a.size from board.attachment a join board.bulletin b on b.id = a.bulletin_id where b.title = ?",
                            title));
        }
    }

    @Test
    void a_draft_keeps_its_files_and_an_edit_keeps_and_removes_them() {
        var title = "下書きの掲示 " + UUID.randomUUID();
        try (var window = Window.of(kairan.somebody())) {
            write(window, title);
            pick(window, "残る.txt", "text/plain", new byte[] {65});
            pick(window, "外す.txt", "text/plain", new byte[] {66});
            shows(done(window, "外す.txt"));
            window.page.waitForTimeout(600);
            window.page.reload(new Page.ReloadOptions());
            shows(done(window, "残る.txt"));
            that(window.field("件名")).hasValue(title);
            publish(window, title);
            window.page.locator("a[href$='/edit']").click();
            shows(done(window, "外す.txt"));
            window.button("外す.txtを外す").click();
            window.page.locator(".board-editor-acts button[type=submit]").click();
            shows(window.heading(title));
            that(window.page.locator(".board-file")).hasCount(1);
            shows(window.page.locator(".board-file"), "残る.txt");
        }
    }

    @Test
    void administrators_read_that_files_are_not_checked_for_viruses() {
        try (var window = Window.ofAdministrator()) {
            window.go("/storage");
            shows(window.page.locator("main"), "ウイルスの検査は行っていません");
            assertEquals(List.of(), Axe.of(window.page).everything());
        }
    }
}

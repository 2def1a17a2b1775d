package org.kairan.webapp.live;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;
import org.glassfish.tyrus.spi.WebSocketEngine.UpgradeInfo;
import org.glassfish.tyrus.spi.Writer;

/** Stands between Payara and Tyrus for one connection: gives Tyrus a {@link GrizzlyWire} to write to, and lets incoming bytes pass a {@link Meter}. */
public final class GrizzlyUpgrade extends TyrusHttpUpgradeHandler {

    /** A read takes at most this; Tyrus's default would let one client fill 4 MB. */
    private static final int READ = 8192;

    private static final ThreadLocal<GrizzlyUpgrade> OPENING = new ThreadLocal<>();

    private GrizzlyWire wire;
    private Meter meter;

    /** The upgrade whose endpoint is being opened by this thread, or null if there is none: Tyrus has no other way to hand it over. */
    static GrizzlyUpgrade opening() {
        return OPENING.get();
    }

    void over(org.glassfish.grizzly.Connection<?> grizzly) {
        wire = new GrizzlyWire(grizzly);
    }

    GrizzlyWire wire() {
        return wire;
    }

    void heardBy(Connection connection) {
        meter.listener(connection);
    }

    @Override
    public void preInit(UpgradeInfo upgradeInfo, Writer writer, boolean authenticated) {
        setIncomingBufferSize(READ);
        super.preInit(upgradeInfo, wire, authenticated);
    }

    @Override
    public void init(WebConnection upgraded) {
        try {
            wire.attach(upgraded);
            meter = new Meter(upgraded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        OPENING.set(this);
        try {
            super.init(meter);
        } finally {
            OPENING.remove();
        }
    }

    /** Tyrus restarts its idle timer at every frame, which searches the context class loader for services; the platform's has none and is quick. */
    @Override
    public void onDataAvailable() {
        var thread = Thread.currentThread();
        var application = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            super.onDataAvailable();
        } finally {
            thread.setContextClassLoader(application);
        }
    }

    /** Called by the container before it takes the connection's parts back. */
    @Override
    public void destroy() {
        wire.die();
        super.destroy();
    }
}

package org.kairan.webapp.live;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.nio.NIOConnection;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;

/** Upgrades to {@link GrizzlyUpgrade} where the container is the one we know, and as the container likes elsewhere. */
final class FastLane {

    private static final Logger LOG = Logger.getLogger(FastLane.class.getName());
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    /** Bytes that may wait in the kernel for one connection. */
    private static final int KERNEL = 64 * 1024;

    /** Bytes that may wait in Grizzly for one connection, some eight megabytes by default; little, since Grizzly keeps each of our writes, be it of 90 bytes, in a buffer of several thousand. */
    private static final int GRIZZLY = 4 * 1024;

    /** Makes the handler, as the container does it for a request. */
    interface Upgrade {
        <H extends HttpUpgradeHandler> H to(Class<H> type) throws IOException, ServletException;
    }

    private FastLane() {}

    static <T extends HttpUpgradeHandler> T upgrade(ServletRequest request, Upgrade container, Class<T> type)
            throws IOException, ServletException {
        Optional<Connection<?>> grizzly;
        try {
            grizzly = type == TyrusHttpUpgradeHandler.class ? connection(request) : Optional.empty();
        } catch (LinkageError e) {
            LOG.log(Level.FINE, "No Tyrus or no Grizzly here", e);
            grizzly = Optional.empty();
        }
        if (grizzly.isEmpty()) {
            if (TOLD.compareAndSet(false, true)) {
                LOG.warning(
                        "This container does not show its connections: live messages go the standard way, which is slower and bounds memory less well");
            }
            return container.to(type);
        }
        var handler = container.to(GrizzlyUpgrade.class);
        handler.over(grizzly.get());
        return type.cast(handler);
    }

    /** Finds the connection under a request of Payara's; its classes are not published as an artefact, so its two public methods are looked up by name. */
    private static Optional<Connection<?>> connection(ServletRequest request) throws IOException {
        var facade = request;
        while (facade instanceof ServletRequestWrapper wrapper) {
            facade = wrapper.getRequest();
        }
        try {
            var catalina =
                    facade.getClass().getMethod("getUnwrappedCoyoteRequest").invoke(facade);
            if (catalina.getClass().getMethod("getCoyoteRequest").invoke(catalina) instanceof Request coyote
                    && coyote.getContext().getConnection() instanceof NIOConnection connection) {
                connection.setMaxAsyncWriteQueueSize(GRIZZLY);
                if (connection.getChannel() instanceof SocketChannel channel) {
                    channel.setOption(StandardSocketOptions.SO_SNDBUF, KERNEL);
                }
                return Optional.of(connection);
            }
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            LOG.log(Level.FINE, "Not the container we know", e);
        }
        return Optional.empty();
    }
}

package org.kairan.notification.control;

import java.util.Optional;
import org.kairan.core.ActivityType;
import org.kairan.core.ActivityType.Channel;

/** Says where a notice is given, from what its kind demands and what the person has chosen. */
public final class ChannelPolicy {

    private ChannelPolicy() {}

    /** Nobody can be without what is mandatory in the product, whatever stands in the database. */
    public static Channel channel(ActivityType type, Optional<Channel> chosen) {
        var channel = chosen.orElse(type.preset());
        if (!type.mandatory() || inProduct(channel)) {
            return channel;
        }
        return byMail(channel) ? Channel.BOTH : Channel.PRODUCT;
    }

    public static boolean mayChoose(ActivityType type, Channel channel) {
        return !type.mandatory() || inProduct(channel);
    }

    public static boolean inProduct(Channel channel) {
        return channel == Channel.PRODUCT || channel == Channel.BOTH;
    }

    public static boolean byMail(Channel channel) {
        return channel == Channel.MAIL || channel == Channel.BOTH;
    }
}

package org.kairan.chat.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kairan.chat.ChatModule;
import org.kairan.chat.control.RoomPolicy;
import org.kairan.chat.control.Texts;
import org.kairan.chat.entity.Findings;
import org.kairan.chat.entity.Message;
import org.kairan.chat.entity.Messages;
import org.kairan.chat.entity.Place;
import org.kairan.chat.entity.Rooms;
import org.kairan.core.ModuleId;
import org.kairan.core.Ref;
import org.kairan.core.access.Caller;
import org.kairan.core.card.Card;
import org.kairan.core.card.Cards;
import org.kairan.core.people.Directory;
import org.kairan.core.people.Person;

/** Shows rooms and messages where other modules mention them, to those who are in the room now. */
@ApplicationScoped
public class ChatCards implements Cards {

    private static final Pattern PAGE = Pattern.compile("/chat/([1-9][0-9]{0,17})(?:\\?m=([1-9][0-9]{0,17}))?");

    @Inject
    Rooms rooms;

    @Inject
    Findings findings;

    @Inject
    Messages messages;

    @Inject
    Directory directory;

    @Override
    public ModuleId module() {
        return ChatModule.ID;
    }

    @Override
    public Map<Ref, Card> cards(Collection<Ref> refs, Caller caller) {
        var places = new HashMap<Long, Optional<Place>>();
        var cards = new HashMap<Ref, Card>();
        refs.stream()
                .filter(ref -> ref.kind().equals(ChatModule.ROOM))
                .forEach(ref -> place(ref.id(), caller, places)
                        .ifPresent(place -> cards.put(
                                ref,
                                new Card(
                                        ref,
                                        name(place, caller),
                                        Optional.of(place.room().purpose()).filter(purpose -> !purpose.isBlank()),
                                        "/chat/" + ref.id()))));
        var named = findings.messages(refs.stream()
                .filter(ref -> ref.kind().equals(ChatModule.MESSAGE))
                .map(Ref::id)
                .toList());
        var authors =
                directory.people(named.stream().map(Message::sender).distinct().toList());
        for (var message : named) {
            place(message.room(), caller, places)
                    .filter(place -> RoomPolicy.maySee(place, message))
                    .ifPresent(place -> {
                        var ref = ChatModule.message(message.id());
                        var author = Optional.ofNullable(authors.get(message.sender()))
                                .map(Person::name)
                                .orElse("");
                        cards.put(
                                ref,
                                new Card(
                                        ref,
                                        name(place, caller),
                                        Optional.of(author + ": " + Texts.excerpt(Texts.words(message.text()))),
                                        "/chat/" + message.room() + "?m=" + message.seq()));
                    });
        }
        return cards;
    }

    @Override
    public Optional<Ref> at(String path) {
        var page = PAGE.matcher(path);
        if (!page.matches()) {
            return Optional.empty();
        }
        var room = Long.parseLong(page.group(1));
        return page.group(2) == null
                ? Optional.of(ChatModule.room(room))
                : messages.find(room, Long.parseLong(page.group(2)))
                        .map(Message::id)
                        .map(ChatModule::message);
    }

    private Optional<Place> place(long room, Caller caller, Map<Long, Optional<Place>> known) {
        return known.computeIfAbsent(room, id -> rooms.place(id, caller));
    }

    private String name(Place place, Caller caller) {
        return place.room()
                .pair()
                .map(pair -> pair.other(caller.person()))
                .map(other -> directory.people(List.of(other)).get(other))
                .map(Person::name)
                .orElse(place.room().name());
    }
}

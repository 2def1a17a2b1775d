-- What a walk along the audiences asks of a bulletin, so that it need not be fetched: whether it is shown, and whose it is.
create index bulletin_shown on bulletin (id) include (author_id) where withdrawn_at is null;

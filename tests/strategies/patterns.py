"""Random patterns over a small vocabulary, and sentences that are likely to match them."""

from hypothesis import strategies as st

WORDS = ("du", "har", "inte", "läst", "ju", "mejlet", "nu", "De", "skitmejl", "kund")

_word = st.sampled_from(WORDS)
_leaf = st.one_of(
    _word, st.sampled_from(["skit*", "*mejl", "@our-text", "~läsa", "@NUM", "*~kärring"])
)


def _wrap(inner):
    several = st.lists(inner, min_size=1, max_size=3).map(" ".join)
    return st.one_of(
        several,
        several.map("({})".format),
        st.lists(several, min_size=2, max_size=3).map(lambda o: "[" + " | ".join(o) + "]"),
        several.map("{{x: {}}}".format),
        st.tuples(_leaf, _leaf).map(" & ".join),
        st.tuples(_word, _word).map("_".join),
        st.tuples(_word, _word).map("/".join),
        st.tuples(_word, _word).map(" ...2 ".join),
    )


_bare = st.recursive(_leaf, _wrap, max_leaves=6)
patterns = st.one_of(
    _bare,
    st.tuples(st.sampled_from(["", "^ "]), _bare, st.sampled_from(["", " $", " ?", " !"])).map(
        "".join
    ),
)
sentences = st.lists(
    st.sampled_from(
        [
            *WORDS,
            "läste",
            "LÄST",
            "vårt",
            "mail",
            "12",
            "🙂",
            "men",
            ",",
            "-",
            "Kim",
            ".",
            "gnällkärring",
        ]
    ),
    max_size=14,
).map(" ".join)
sentences = st.tuples(sentences, st.sampled_from(["", ".", "?", "!", "?!"])).map("".join)

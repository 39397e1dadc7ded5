from servicetone.text.tokens import tokenise


def test_a_repeated_pictograph_is_one_word():
    text = "igen 🙄🙄 👏 tack"
    sentence = tokenise(text, 0, len(text))
    assert sentence.words == ("igen", "🙄", "👏", "tack")
    assert sentence.surface[1] == "🙄🙄"

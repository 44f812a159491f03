from __future__ import annotations

import pytest

from duizhao.corpora.english import is_foreign


@pytest.mark.parametrize(
    "text",
    [
        "The General Assembly, Recalling its resolutions, Requests the Secretary-General to act.",
        "Médecins sans frontières and the Agence française de développement took part in the talks "
        "on the situation in the Côte d'Ivoire.",
        # A table of names has no small words of any language.
        "Argentina Belgium Brazil Chile China Colombia Cuba Denmark Egypt Finland France Ghana",
        "Le chat est noir",  # too short to tell
        "",
    ],
)
def test_not_foreign(text: str) -> None:
    assert not is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "L'Assemblée générale, rappelant ses résolutions, prie le Secrétaire général de lui "
        "présenter un rapport sur la question et invite les États à faire de même.",
        "Die Generalversammlung ersucht den Generalsekretär, ihr auf der nächsten Tagung einen "
        "Bericht über die Lage und die Fortschritte der Organisation vorzulegen.",
        "La Asamblea General pide al Secretario General que le presente un informe sobre la "
        "cuestión en el próximo período de sesiones y que lo publique para los Estados.",
    ],
)
def test_foreign(text: str) -> None:
    assert is_foreign(text)

"""The service principles that every rule serves, in one sentence each."""

from __future__ import annotations

PRINCIPLES = {
    "P1": "Talk about customers as if they could hear it: no course or strategy works without that.",
    "P2": "Nobody comes to work to be mean; habits do it, and habits can be changed.",
    "P3": "Culture is everyone's: what is said in chats and notes becomes the norm.",
    "P4": "Own it: whoever has the customer helps; nobody is left waiting or passed around.",
    "P5": "Show respect, in every word.",
    "P6": "Listen in: start from the customer's situation, and be open to what they say.",
    "P7": "Fix the problem, and be proactive about it.",
    "P8": "Answer soon, and be realistic about when.",
    "P9": "A correct answer is service; even a no is an answer, with its reason.",
    "P10": "Give simple advice and clear expectations, in plain and personal words.",
    "P11": "Handle it professionally.",
    "P12": "Explain once more, and meet frustration with curiosity instead of resistance.",
    "P13": "See each other's intentions rather than shortcomings; colleagues are served too.",
    "P14": "Ask for help, share mistakes, thank, celebrate and check in with each other.",
    "P15": "Service is an attitude: a spirit of sorting it out, and the little extra.",
    "P16": "Spell out together what good service means to you.",
    "P17": "Talk about it: lift cases together, and notice what went well.",
    "P18": "Warmth cannot be outsourced: the helper suggests, a person decides.",
}

/* The first look at a text, as match/look.py has it, on the flat table that match/flat.py makes.
 *
 * Both give the same answers (tests/match/test_flat.py); this one is many times faster, and only
 * there where a compiler was when the package was built. A Table holds scratch memory and keeps
 * the interpreter lock throughout, so threads may share it.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

/* Words of the table's head; match/flat.py writes them in this order. */
enum {
    MAGIC, SIZE, STRIDE, ABSENT, HASH_MASK, HASHES, COUNT, HEADS, TAILS, CLAUSES, CLAUSE_COUNT,
    VARIANTS, TESTS, TEST_COUNT, PARTS, LONGEST, QUESTION, EXCLAMATION, SIGNS, FIRST_SIGN,
    NEIGHBOURS, HEAD_SIZE
};
#define EXPECTED 0x73746c34u
/* As in match/index.py (SLOTS, PART_KEY), pattern/code.py (MOST_PARTICLES), match/flat.py
 * (BUCKETS, DENSE, flags of features), text/segment.py (MOST_IN_SENTENCE). */
#define SLOTS 4
#define BUCKETS 256
#define PARTICLES 2
#define PART_KEY 3
#define LONG_SENTENCE 2000
/* A feature: a word, or the beginning or end of a compound. */
enum { NUMBER, LENGTH, FLAGS, WEAK, FILED, LETTERS };
enum { TELLTALE = 1, PARTICLE = 2, STARTER = 4 };
enum { TEST, SPLIT, GAP, MARK, ANCHOR };
enum { ANY_NAME = 1, ANY_NUMBER = 2, ANY_WORD = 4 };
#define DENSE 0xffffffffu
#define HOLDS 1 /* what is known of a clause whose places were not asked for */

typedef struct {
    uint32_t *items;
    size_t count, room;
} List;

/* What is known of something in the sentence with this number; in others nothing is. */
typedef struct {
    uint32_t sentence, known;
} Met;

typedef struct {
    PyObject_HEAD
    Py_buffer data;
    const uint32_t *table;
    uint8_t fold[256], kinds[256], outline[256];
    uint8_t (*unsure)[3];
    size_t unsure_count;
    uint32_t *weak;                /* clauses that the words of a sentence satisfy, by bits */
    Met *met, *clauses, *tests;    /* what is known of features, clauses, tests in a sentence */
    uint32_t sentence;             /* its number; never 0 */
    uint8_t *raw, *folded;         /* the text in Latin-1 */
    size_t room;
    List starts, ends, present, variants, parts, found, masked, signs;
    uint64_t *masks;               /* places: one row a feature of the sentence */
    size_t mask_room;
    uint64_t *kept;                /* places of clauses and tests */
    size_t kept_count, kept_room;
    uint64_t *reached;
    size_t reached_room;
    uint64_t *rows;                /* particles, capitals, gaps, first, last, everywhere, two spare */
    size_t rows_room;
    size_t words, width;           /* of the sentence; 64-bit words of a row */
    int outlined;                  /* whether first and last are known */
} Table;

enum { R_PARTICLES, R_CAPITALS, R_GAPS, R_FIRST, R_LAST, R_ALL, R_HERE, R_SPARE, ROWS };

static int
grow(void **items, size_t *room, size_t needed, size_t size)
{
    if (needed <= *room) {
        return 0;
    }
    size_t wanted = needed + needed / 2 + 64;
    void *larger = PyMem_Realloc(*items, wanted * size);
    if (larger == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    *items = larger;
    *room = wanted;
    return 0;
}

static int
append(List *list, uint32_t item)
{
    if (grow((void **)&list->items, &list->room, list->count + 1, sizeof(uint32_t))) {
        return -1;
    }
    list->items[list->count++] = item;
    return 0;
}

static inline uint32_t
hash_of(const uint8_t *word, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ word[i]) * 16777619u;
    }
    return hash;
}

/* Return the place of a feature in the table where it is this word, else 0. */
static inline uint32_t
word_of(const Table *self, const uint8_t *word, size_t length)
{
    const uint32_t *table = self->table;
    if (length > table[LONGEST]) {
        return 0;
    }
    uint32_t mask = table[HASH_MASK];
    const uint32_t *hashes = table + table[HASHES];
    for (uint32_t at = hash_of(word, length) & mask; hashes[at]; at = (at + 1) & mask) {
        const uint32_t *each = table + hashes[at];
        if (each[LENGTH] == length && !memcmp(each + LETTERS, word, length)) {
            return hashes[at];
        }
    }
    return 0;
}

/* ---- rows of places: bit n belongs to word n ---- */

static inline void
shift(uint64_t *to, const uint64_t *from, size_t by, size_t width)
{
    size_t whole = by / 64, part = by % 64;
    for (size_t i = width; i-- > 0;) {
        uint64_t value = 0;
        if (i >= whole) {
            value = from[i - whole] << part;
            if (part && i > whole) {
                value |= from[i - whole - 1] >> (64 - part);
            }
        }
        to[i] = value;
    }
}

static inline uint64_t *
row(const Table *self, int number)
{
    return self->rows + number * self->width;
}

/* row |= (row & with) << 1, or row |= row << 1 without one */
static inline void
widen(uint64_t *here, const uint64_t *with, size_t width)
{
    uint64_t carry = 0;
    for (size_t i = 0; i < width; i++) {
        uint64_t moving = with ? here[i] & with[i] : here[i];
        here[i] |= moving << 1 | carry;
        carry = moving >> 63;
    }
}

static inline int
is_empty(const uint64_t *here, size_t width)
{
    for (size_t i = 0; i < width; i++) {
        if (here[i]) {
            return 0;
        }
    }
    return 1;
}

/* Add the places of those of ``members`` (sorted) that stand in the sentence. */
static void
places_of(const Table *self, const uint32_t *members, uint32_t count, uint64_t *here)
{
    size_t width = self->width;
    if (count <= 8 * self->present.count) {
        for (uint32_t i = 0; i < count; i++) {
            const Met *met = self->met + members[i];
            if (met->sentence == self->sentence) {
                const uint64_t *mask = self->masks + met->known * width;
                for (size_t j = 0; j < width; j++) {
                    here[j] |= mask[j];
                }
            }
        }
        return;
    }
    for (size_t i = 0; i < self->present.count; i++) {
        uint32_t wanted = self->table[self->present.items[i] + NUMBER], low = 0, high = count;
        while (low < high) {
            uint32_t middle = (low + high) / 2;
            if (members[middle] < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low < count && members[low] == wanted) {
            const uint64_t *mask = self->masks + i * width;
            for (size_t j = 0; j < width; j++) {
                here[j] |= mask[j];
            }
        }
    }
}

/* Return an empty kept row, or NULL. */
static uint64_t *
keep(Table *self, uint32_t *at)
{
    size_t width = self->width;
    if (grow((void **)&self->kept, &self->kept_room, self->kept_count + width, sizeof(uint64_t))) {
        return NULL;
    }
    *at = (uint32_t)self->kept_count;
    uint64_t *here = self->kept + self->kept_count;
    memset(here, 0, width * sizeof(uint64_t));
    self->kept_count += width;
    return here;
}

/* ---- which variants the words announce ---- */

static int
clause_holds(Table *self, uint32_t clause)
{
    Met *met = self->clauses + clause;
    if (met->sentence != self->sentence) {
        const uint32_t *members = self->table + self->table[self->table[CLAUSES] + clause];
        uint32_t count = *members++;
        int holds = 0;
        for (uint32_t i = 0; i < count && !holds; i++) {
            holds = self->met[members[i]].sentence == self->sentence;
        }
        met->sentence = self->sentence;
        met->known = holds ? HOLDS : 0;
    }
    return met->known != 0;
}

static int
announced(Table *self)
{
    const uint32_t *table = self->table;
    size_t stride = table[STRIDE];
    uint32_t *weak = self->weak;
    memcpy(weak, table + table[ABSENT], SLOTS * stride * sizeof(uint32_t));
    self->variants.count = 0;
    for (size_t i = 0; i < self->present.count; i++) {
        const uint32_t *each = table + self->present.items[i];
        if (each[WEAK]) {
            const uint32_t *bits = table + each[WEAK];
            uint32_t count = *bits++;
            if (count == DENSE) {
                for (size_t j = 0; j < SLOTS * stride; j++) {
                    weak[j] |= bits[j];
                }
            } else {
                for (uint32_t j = 0; j < count; j++) {
                    weak[bits[j] / 32] |= 1u << bits[j] % 32;
                }
            }
        }
        if (each[FILED]) {
            const uint32_t *group = table + each[FILED];
            for (uint32_t groups = *group++; groups; groups--) {
                uint32_t needed = *group++;
                int holds = 1;
                for (uint32_t j = 0; j < needed && holds; j++) {
                    holds = clause_holds(self, group[j]);
                }
                group += needed;
                uint32_t count = *group++;
                for (uint32_t j = 0; holds && j < count; j++) {
                    if (append(&self->variants, group[j])) {
                        return -1;
                    }
                }
                group += count;
            }
        }
    }
    for (size_t j = 0; j < stride; j++) {
        uint32_t all = weak[j] & weak[stride + j] & weak[2 * stride + j] & weak[3 * stride + j];
        for (uint32_t bit = 0; all; bit++, all >>= 1) {
            if (all & 1 && append(&self->variants, (uint32_t)(32 * j + bit))) {
                return -1;
            }
        }
    }
    return 0;
}

/* ---- which of them stand in order ---- */

static const uint64_t *
places_of_clause(Table *self, uint32_t clause)
{
    Met *met = self->clauses + clause;
    if (met->known == HOLDS) {
        uint32_t at;
        uint64_t *here = keep(self, &at);
        if (here == NULL) {
            return NULL;
        }
        const uint32_t *members = self->table + self->table[self->table[CLAUSES] + clause];
        places_of(self, members + 1, *members, here);
        met->known = at;
    }
    return self->kept + met->known;
}

/* Tell (1, 0; -1: no memory) whether words of each link stand behind those before it, so near. */
static int
follows(Table *self, const uint32_t *link)
{
    size_t width = self->width;
    uint64_t *reached = row(self, R_HERE), *spare = row(self, R_SPARE);
    memset(reached, 0xff, width * sizeof(uint64_t));
    for (uint32_t links = *link++; links; links--, link += 3) {
        if (!clause_holds(self, link[0])) {
            return 0;
        }
        const uint64_t *here = places_of_clause(self, link[0]);
        if (here == NULL) {
            return -1;
        }
        uint32_t least = link[1], most = link[2];
        if (most) {
            shift(spare, reached, least, width);
            memcpy(reached, spare, width * sizeof(uint64_t));
            const uint64_t *with = least == 1 && most == 1 + PARTICLES ? row(self, R_PARTICLES) : NULL;
            for (uint32_t i = least; i < most; i++) {
                widen(reached, with, width);
            }
        }
        int empty = 1;
        for (size_t i = 0; i < width; i++) {
            reached[i] &= here[i];
            empty &= !reached[i];
        }
        if (empty) {
            return 0;
        }
    }
    return 1;
}

static int
in_order(Table *self)
{
    const uint32_t *table = self->table;
    self->parts.count = 0;
    for (size_t i = 0; i < self->variants.count; i++) {
        const uint32_t *variant = table + table[table[VARIANTS] + self->variants.items[i]];
        uint32_t count = *variant++;
        int fits = follows(self, variant + count);
        if (fits < 0) {
            return -1;
        }
        for (uint32_t j = 0; fits && j < count; j++) {
            if (append(&self->parts, variant[j])) {
                return -1;
            }
        }
    }
    return 0;
}

/* ---- which of those a quick walk lets through ---- */

static const uint64_t *
places_of_test(Table *self, uint32_t number)
{
    Met *met = self->tests + number;
    if (met->sentence != self->sentence) {
        uint32_t at;
        uint64_t *here = keep(self, &at);
        if (here == NULL) {
            return NULL;
        }
        size_t width = self->width;
        const uint32_t *test = self->table + self->table[self->table[TESTS] + number];
        places_of(self, test + 2, test[1], here);
        for (size_t i = 0; i < width; i++) {
            if (test[0] & ANY_WORD) {
                here[i] = row(self, R_ALL)[i];
            }
            if (test[0] & ANY_NAME) {
                here[i] |= row(self, R_CAPITALS)[i];
            }
        }
        if (test[0] & ANY_NUMBER) {
            for (size_t word = 0; word < self->words; word++) {
                uint32_t place = self->starts.items[word], end = self->ends.items[word];
                while (place < end && self->folded[place] >= '0' && self->folded[place] <= '9') {
                    place++;
                }
                if (place == end) {
                    here[word / 64] |= 1ull << word % 64;
                }
            }
        }
        met->sentence = self->sentence;
        met->known = at;
    }
    return self->kept + met->known;
}

/* Learn before and behind which places a sentence may have nothing but words that do not count. */
static void
learn_ends(Table *self)
{
    size_t width = self->width;
    uint64_t *first = row(self, R_FIRST), *last = row(self, R_LAST), *through = row(self, R_SPARE);
    const uint64_t *particles = row(self, R_PARTICLES);
    memcpy(through, particles, width * sizeof(uint64_t));
    for (size_t i = 0; i < self->present.count; i++) {
        if (self->table[self->present.items[i] + FLAGS] & STARTER) {
            for (size_t j = 0; j < width; j++) {
                through[j] |= self->masks[i * width + j];
            }
        }
    }
    memcpy(first, row(self, R_GAPS), width * sizeof(uint64_t));
    memcpy(last, first, width * sizeof(uint64_t));
    for (size_t word = 0; word < self->words; word++) {
        uint64_t bit = 1ull << word % 64;
        if (first[word / 64] & bit && through[word / 64] & bit) {
            first[(word + 1) / 64] |= 1ull << (word + 1) % 64;
        }
    }
    for (size_t word = self->words; word-- > 0;) {
        uint64_t bit = 1ull << word % 64;
        if (particles[word / 64] & bit && last[(word + 1) / 64] >> (word + 1) % 64 & 1) {
            last[word / 64] |= bit;
        }
    }
    self->outlined = 1;
}

/* Tell (1, 0; -1: no memory) whether a program may match; its instructions only lead downwards. */
static int
lets_through(Table *self, const uint32_t *code)
{
    size_t width = self->width, size = width * sizeof(uint64_t);
    uint32_t entry = *code++;
    if (grow((void **)&self->reached, &self->reached_room, (entry + 1) * width, sizeof(uint64_t))) {
        return -1;
    }
    memset(self->reached, 0, (entry + 1) * size);
    memcpy(self->reached + entry * width, row(self, R_ALL), size);
    uint64_t *moved = row(self, R_HERE);
    for (uint32_t at = entry; at > 0; at--) {
        uint64_t *here = self->reached + at * width;
        int idle = is_empty(here, width);
        uint32_t kind = *code++, next, count;
        switch (kind) {
        case TEST:
            if (!idle) {
                for (int i = 0; !code[1] && i < PARTICLES; i++) {
                    widen(here, row(self, R_PARTICLES), width);
                }
                const uint64_t *passed = places_of_test(self, code[0]);
                if (passed == NULL) {
                    return -1;
                }
                for (size_t i = 0; i < width; i++) {
                    here[i] &= passed[i];
                }
                shift(moved, here, 1, width);
                for (size_t i = 0; i < width; i++) {
                    self->reached[code[2] * width + i] |= moved[i];
                }
            }
            code += 3;
            break;
        case SPLIT:
            for (count = *code++; count; count--) {
                next = *code++;
                for (size_t i = 0; !idle && i < width; i++) {
                    self->reached[next * width + i] |= here[i];
                }
            }
            break;
        default: /* GAP, MARK, ANCHOR: a number and the next instruction */
            count = *code++;
            next = *code++;
            if (idle) {
                break;
            }
            if (kind == GAP) {
                for (; count; count--) {
                    widen(here, NULL, width);
                }
            } else if (kind == ANCHOR) {
                if (!self->outlined) {
                    learn_ends(self);
                }
                const uint64_t *ends = row(self, count ? R_FIRST : R_LAST);
                for (size_t i = 0; i < width; i++) {
                    here[i] &= ends[i];
                }
            }
            for (size_t i = 0; i < width; i++) {
                self->reached[next * width + i] |= here[i];
            }
        }
    }
    return !is_empty(self->reached, width);
}

static int
by_number(const void *one, const void *other)
{
    uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
    return (a > b) - (a < b);
}

/* Append to ``found``: start, end, how many, the patterns; nothing where there are none.
 * A stretch with pictographs is not sifted: these have no place among the words. */
static int
sifted(Table *self, uint32_t start, uint32_t end, int pictographs)
{
    size_t head = self->found.count;
    List *found = &self->found;
    if (append(found, start) || append(found, end) || append(found, 0)) {
        return -1;
    }
    if (self->parts.count > 1) {
        qsort(self->parts.items, self->parts.count, sizeof(uint32_t), by_number);
    }
    uint32_t last = UINT32_MAX;
    for (size_t i = 0; i < self->parts.count; i++) {
        uint32_t number = self->parts.items[i];
        if (i && number == self->parts.items[i - 1]) {
            continue;
        }
        const uint32_t *part = self->table + self->table[self->table[PARTS] + number];
        if (*part == last) {
            continue;
        }
        int passed = pictographs || lets_through(self, part + 1);
        if (passed < 0 || (passed && append(found, *part))) {
            return -1;
        }
        if (passed) {
            last = *part; /* parts are numbered in the order of their patterns */
        }
    }
    uint32_t count = (uint32_t)(found->count - head - 3);
    found->items[head + 2] = count;
    if (!count) {
        found->count = head;
    }
    return 0;
}

/* ---- words ---- */

/* Note that word number ``word`` is, or begins or ends with, the feature at ``place``. */
static int
meet(Table *self, uint32_t place, size_t word)
{
    Met *met = self->met + self->table[place + NUMBER];
    size_t at = met->known, width = self->width;
    if (met->sentence != self->sentence) {
        at = self->present.count;
        if (append(&self->present, place)
            || grow((void **)&self->masks, &self->mask_room, (at + 1) * width, sizeof(uint64_t))) {
            return -1;
        }
        memset(self->masks + at * width, 0, width * sizeof(uint64_t));
        met->sentence = self->sentence;
        met->known = (uint32_t)at;
    }
    if (word < self->words) {
        self->masks[at * width + word / 64] |= 1ull << word % 64;
    }
    return 0;
}

/* Meet the beginnings (``ends`` 0) or ends of compounds that a word has. */
static int
meet_parts(Table *self, uint32_t buckets, const uint8_t *word, size_t length, int ends, size_t place)
{
    const uint32_t *table = self->table;
    const uint8_t *key = ends ? word + length - PART_KEY : word;
    uint32_t at = table[buckets + hash_of(key, PART_KEY) % BUCKETS];
    if (!at) {
        return 0;
    }
    const uint32_t *parts = table + at;
    for (uint32_t count = *parts++; count; count--, parts++) {
        const uint32_t *each = table + *parts;
        size_t size = each[LENGTH];
        if (size <= length && !memcmp(each + LETTERS, ends ? word + length - size : word, size)
            && meet(self, *parts, place)) {
            return -1;
        }
    }
    return 0;
}

/* Find the words of folded[start:end]. */
static int
split(Table *self, size_t start, size_t end)
{
    const uint8_t *folded = self->folded;
    self->starts.count = self->ends.count = 0;
    for (size_t at = start; at < end;) {
        while (at < end && folded[at] == ' ') {
            at++;
        }
        if (at == end) {
            break;
        }
        if (append(&self->starts, (uint32_t)at)) {
            return -1;
        }
        while (at < end && folded[at] != ' ') {
            at++;
        }
        if (append(&self->ends, (uint32_t)at)) {
            return -1;
        }
    }
    self->words = self->starts.count;
    return 0;
}

/* Note capitals and the gaps in which a sentence may end, as match.places.outline does. */
static void
outline(Table *self, size_t start, size_t end, int foreign)
{
    size_t width = self->width, size = width * sizeof(uint64_t), words = 0;
    uint64_t *capitals = row(self, R_CAPITALS), *gaps = row(self, R_GAPS);
    memset(capitals, 0, size);
    memset(gaps, 0, size);
    gaps[0] = 1;
    int inside = 0;
    for (size_t at = start; at < end; at++) {
        uint8_t each = self->outline[self->raw[at]];
        if (each > 1) {
            if (!inside) {
                if (words >= self->words) {
                    words++; /* more words than the fold has: some lie in placeholders */
                    break;
                }
                if (each == 3) {
                    capitals[words / 64] |= 1ull << words % 64;
                }
                words++;
            }
            inside = 1;
        } else {
            inside = 0;
            if (each) {
                gaps[words / 64] |= 1ull << words % 64;
            }
        }
    }
    gaps[self->words / 64] |= 1ull << self->words % 64;
    if (words != self->words || end - start > LONG_SENTENCE) {
        memcpy(capitals, row(self, R_ALL), size);
        for (size_t i = 0; i < width; i++) {
            gaps[i] |= row(self, R_ALL)[i];
        }
    } else if (foreign) {
        memcpy(capitals, row(self, R_ALL), size);
    }
}

/* Tell whether a stretch has a character outside Latin-1. */
static int
is_foreign(int kind, const void *text, size_t start, size_t end)
{
    for (size_t at = start; kind != PyUnicode_1BYTE_KIND && at < end; at++) {
        if (PyUnicode_READ(kind, text, at) > 0xff) {
            return 1;
        }
    }
    return 0;
}

/* Look at text[start:end], which holds ``marks`` (1 a question, 2 an exclamation mark). */
static int
sentence(Table *self, size_t start, size_t end, int marks, int foreign)
{
    if (split(self, start, end)) {
        return -1;
    }
    if (++self->sentence == 0) {
        size_t clauses = self->table[CLAUSE_COUNT] + 1, tests = self->table[TEST_COUNT] + 1;
        memset(self->met, 0, (self->table[COUNT] + 1) * sizeof(Met));
        memset(self->clauses, 0, clauses * sizeof(Met));
        memset(self->tests, 0, tests * sizeof(Met));
        self->sentence = 1;
    }
    size_t width = self->width = self->words / 64 + 1;
    self->present.count = 0;
    self->kept_count = HOLDS + 1; /* HOLDS says that a clause's row is not known yet */
    self->outlined = 0;
    for (size_t word = 0; word < self->words; word++) {
        const uint8_t *place = self->folded + self->starts.items[word];
        size_t length = self->ends.items[word] - self->starts.items[word];
        uint32_t known = word_of(self, place, length);
        if (known && meet(self, known, word)) {
            return -1;
        }
        if (length >= PART_KEY
            && (meet_parts(self, self->table[HEADS], place, length, 0, word)
                || meet_parts(self, self->table[TAILS], place, length, 1, word))) {
            return -1;
        }
    }
    uint32_t question = self->table[QUESTION], exclamation = self->table[EXCLAMATION];
    if ((marks & 1 && meet(self, question, self->words))
        || (marks & 2 && meet(self, exclamation, self->words))) {
        return -1;
    }
    int pictographs = 0;
    for (size_t i = 0; i < self->signs.count; i += 2) {
        if (start <= self->signs.items[i] && self->signs.items[i] < end) {
            pictographs = 1;
            if (meet(self, self->table[self->table[SIGNS] + self->signs.items[i + 1]], self->words)) {
                return -1;
            }
        }
    }
    if (announced(self)) {
        return -1;
    }
    if (!self->variants.count) {
        return 0;
    }
    if (grow((void **)&self->rows, &self->rows_room, ROWS * width, sizeof(uint64_t))) {
        return -1;
    }
    uint64_t *all = row(self, R_ALL), *particles = row(self, R_PARTICLES);
    memset(all, 0, width * sizeof(uint64_t));
    memset(particles, 0, width * sizeof(uint64_t));
    for (size_t word = 0; word < self->words; word++) {
        all[word / 64] |= 1ull << word % 64;
    }
    for (size_t i = 0; i < self->present.count; i++) {
        if (self->table[self->present.items[i] + FLAGS] & PARTICLE) {
            for (size_t j = 0; j < width; j++) {
                particles[j] |= self->masks[i * width + j];
            }
        }
    }
    if (in_order(self)) {
        return -1;
    }
    if (!self->parts.count) {
        return 0;
    }
    outline(self, start, end, foreign);
    return sifted(self, (uint32_t)start, (uint32_t)end, pictographs);
}

/* Tell whether a word of the whole fold shows that letters lost their diacritics. */
static int
restorable(Table *self, size_t length, const uint8_t *foreign, size_t foreign_count)
{
    int special = 0, neighbour = 0;
    for (size_t at = 0; at < length; at++) {
        uint8_t each = self->folded[at];
        if (each >= 0xe4) {
            special |= each == 0xe4 || each == 0xe5 || each == 0xe6 || each == 0xf6 || each == 0xf8;
            for (size_t i = 0; i < foreign_count; i++) {
                neighbour |= each == foreign[i];
            }
        }
    }
    if (special && !neighbour) {
        return 0;
    }
    if (split(self, 0, length)) {
        return -1;
    }
    for (size_t word = 0; word < self->words; word++) {
        uint32_t place = self->starts.items[word];
        uint32_t known = word_of(self, self->folded + place, self->ends.items[word] - place);
        if (known && self->table[known + FLAGS] & TELLTALE) {
            return 1;
        }
    }
    return 0;
}

/* Find the stretches between spaces that hold a sign as in a masked word; -1: no memory. */
static int
find_masked(Table *self, int kind, const void *text, size_t length)
{
    size_t first = 0;
    self->masked.count = 0;
    for (size_t at = 0; at + 2 < length; at++) {
        if (self->raw[at] == ' ' || self->raw[at] == '\n') {
            first = at + 1;
        }
        if (self->kinds[self->raw[at]] & 1 && self->kinds[self->raw[at + 1]] & 2
            && self->kinds[self->raw[at + 2]] & 4) {
            size_t end = at + 2;
            while (end < length && !Py_UNICODE_ISSPACE(PyUnicode_READ(kind, text, end))) {
                end++;
            }
            if (append(&self->masked, (uint32_t)first) || append(&self->masked, (uint32_t)end)) {
                return -1;
            }
            first = end;
            at = end - 1;
        }
    }
    return 0;
}

/* Tell whether a placeholder may begin at ``at``; more than text.masks finds, never less. */
static int
may_open(const Table *self, size_t at)
{
    uint8_t next = self->raw[at + 1];
    switch (self->raw[at]) {
    case '{':
        return 1;
    case '%':
        return next == '(' || (next >= '0' && next <= '9') || (next && strchr("sdif", next));
    case '<':
        return next == '<' || self->fold[next] > '9'; /* a letter */
    case '[':
        return self->fold[next] > '9';
    default:
        return 0;
    }
}

/* Return numbers as a list. */
static PyObject *
as_list(const uint32_t *numbers, size_t count)
{
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (size_t i = 0; list != NULL && i < count; i++) {
        PyObject *number = PyLong_FromUnsignedLong(numbers[i]);
        if (number == NULL) {
            Py_CLEAR(list);
        } else {
            PyList_SET_ITEM(list, (Py_ssize_t)i, number);
        }
    }
    return list;
}

/* Tell whether a sentence surely ends with the mark at ``at``; see text.segment.sure_sentences. */
static int
surely_ends(const Table *self, int kind, const void *text, size_t part, size_t at, size_t length)
{
    if (at + 2 >= length || at < part + 3 || !Py_UNICODE_ISUPPER(PyUnicode_READ(kind, text, at + 2))) {
        return 0;
    }
    uint8_t tail[3];
    for (size_t i = 0; i < 3; i++) {
        Py_UCS4 each = PyUnicode_READ(kind, text, at - 3 + i);
        if (!Py_UNICODE_ISALPHA(each)) {
            return 0;
        }
        each = Py_UNICODE_TOLOWER(each);
        tail[i] = each < 256 ? (uint8_t)each : 0;
    }
    for (size_t i = 0; i < self->unsure_count; i++) {
        if (!memcmp(self->unsure[i], tail, 3)) {
            return 0;
        }
    }
    return 1;
}

PyDoc_STRVAR(look_doc,
"look(text, holes=None, pictographs=None, /)\n--\n\n"
"Return what is announced in text, [(start, end, patterns), ...], whether its spelling is odd,\n"
"and the places of what may be masked words. holes are the places of placeholders. Places are\n"
"flat: start, end, start, end. Pictographs have a place and a number each. Without these two,\n"
"return None for a text that may hold any.");

static PyObject *
Table_look(Table *self, PyObject *const *args, Py_ssize_t count)
{
    if ((count != 1 && count != 3) || !PyUnicode_Check(args[0])
        || (count == 3 && (!PyTuple_Check(args[1]) || !PyTuple_Check(args[2])))) {
        PyErr_SetString(PyExc_TypeError, "look takes a str, or a str and two tuples");
        return NULL;
    }
#if PY_VERSION_HEX < 0x030c0000
    if (PyUnicode_READY(args[0])) {
        return NULL;
    }
#endif
    PyObject *given = args[0];
    size_t length = (size_t)PyUnicode_GET_LENGTH(given);
    int kind = PyUnicode_KIND(given);
    const void *text = PyUnicode_DATA(given);
    if (length > UINT32_MAX / 2) {
        PyErr_SetString(PyExc_ValueError, "too long");
        return NULL;
    }
    if (length + 2 > self->room) {
        size_t room = self->room;
        if (grow((void **)&self->raw, &room, length + 2, 1)) {
            return NULL;
        }
        room = self->room;
        if (grow((void **)&self->folded, &room, length + 2, 1)) {
            return NULL;
        }
        self->room = room;
    }
    if (kind == PyUnicode_1BYTE_KIND) {
        memcpy(self->raw, text, length);
    } else {
        for (size_t at = 0; at < length; at++) {
            Py_UCS4 each = PyUnicode_READ(kind, text, at);
            if (count == 1 && each >= self->table[FIRST_SIGN]) {
                Py_RETURN_NONE;
            }
            self->raw[at] = each > 0xff ? '?' : (uint8_t)each;
        }
    }
    self->raw[length] = self->raw[length + 1] = ' ';
    for (size_t at = 0; at < length; at++) {
        self->folded[at] = self->fold[self->raw[at]];
        if (count == 1 && may_open(self, at)) {
            Py_RETURN_NONE;
        }
    }
    uint8_t neighbours[8];
    size_t neighbour_count = 0;
    for (uint32_t all = self->table[NEIGHBOURS]; all; all >>= 8) {
        neighbours[neighbour_count++] = (uint8_t)all;
    }
    int odd = restorable(self, length, neighbours, neighbour_count);
    if (odd < 0 || find_masked(self, kind, text, length)) {
        return NULL;
    }
    for (Py_ssize_t i = 0; count > 1 && i + 1 < PyTuple_GET_SIZE(args[1]); i += 2) {
        size_t start = PyLong_AsSize_t(PyTuple_GET_ITEM(args[1], i));
        size_t end = PyLong_AsSize_t(PyTuple_GET_ITEM(args[1], i + 1));
        if (PyErr_Occurred()) {
            return NULL;
        }
        for (size_t at = start; at < end && at < length; at++) {
            self->folded[at] = ' ';
        }
    }
    for (size_t at = 2; at < length; at++) {
        uint8_t each = self->folded[at];
        if (each == self->folded[at - 1] && each == self->folded[at - 2] && each > '9') {
            odd = 1;
            break;
        }
    }
    self->found.count = self->signs.count = 0;
    for (Py_ssize_t i = 0; count > 1 && i < PyTuple_GET_SIZE(args[2]); i++) {
        unsigned long each = PyLong_AsUnsignedLong(PyTuple_GET_ITEM(args[2], i));
        if (PyErr_Occurred() || append(&self->signs, (uint32_t)each)) {
            return NULL;
        }
    }
    size_t start = 0, part = 0;
    int marks = 0;
    for (size_t at = 0; at < length; at++) {
        uint8_t each = self->raw[at];
        if (each != '.' && each != '?' && each != '!') {
            continue;
        }
        if (each != '.' && PyUnicode_READ(kind, text, at) != each) {
            continue; /* a character outside Latin-1 */
        }
        marks |= each == '?' ? 1 : each == '!' ? 2 : 0;
        if (at + 1 < length && (self->raw[at + 1] == ' ' || self->raw[at + 1] == '\n')) {
            if (surely_ends(self, kind, text, part, at, length)) {
                if (sentence(self, start, at + 2, marks, is_foreign(kind, text, start, at + 2))) {
                    return NULL;
                }
                start = at + 2;
                marks = 0;
            }
            part = at + 2;
        }
    }
    if (sentence(self, start, length, marks, is_foreign(kind, text, start, length))) {
        return NULL;
    }
    if (!self->found.count && !self->masked.count) { /* most texts end here */
        return Py_BuildValue("(()i())", odd);
    }
    /* Making objects may run other code, which may use this table. */
    size_t size = self->found.count, masked = self->masked.count;
    uint32_t *found = PyMem_Malloc((size + masked) * sizeof(uint32_t));
    if (found == NULL) {
        return PyErr_NoMemory();
    }
    if (size) {
        memcpy(found, self->found.items, size * sizeof(uint32_t));
    }
    if (masked) {
        memcpy(found + size, self->masked.items, masked * sizeof(uint32_t));
    }
    PyObject *result = PyList_New(0);
    for (size_t at = 0; result != NULL && at < size; at += 3 + found[at + 2]) {
        PyObject *patterns = as_list(found + at + 3, found[at + 2]);
        PyObject *each = patterns == NULL ? NULL
            : Py_BuildValue("(IIN)", (unsigned)found[at], (unsigned)found[at + 1], patterns);
        if (each == NULL || PyList_Append(result, each)) {
            Py_CLEAR(result);
        }
        Py_XDECREF(each);
    }
    PyObject *places = result == NULL ? NULL : as_list(found + size, masked);
    PyMem_Free(found);
    if (places == NULL) {
        Py_XDECREF(result);
        return NULL;
    }
    return Py_BuildValue("(NiN)", result, odd, places);
}

static PyMethodDef Table_methods[] = {
    {"look", (PyCFunction)(void (*)(void))Table_look, METH_FASTCALL, look_doc},
    {NULL, NULL, 0, NULL},
};

static void
Table_dealloc(Table *self)
{
    PyTypeObject *type = Py_TYPE(self);
    void *owned[] = {
        self->unsure, self->weak, self->met, self->clauses, self->tests, self->raw, self->folded,
        self->starts.items, self->ends.items, self->present.items, self->variants.items,
        self->parts.items, self->found.items, self->masked.items, self->signs.items, self->masks, self->kept, self->reached, self->rows,
    };
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++) {
        PyMem_Free(owned[i]);
    }
    if (self->data.obj != NULL) {
        PyBuffer_Release(&self->data);
    }
    type->tp_free((PyObject *)self);
    Py_DECREF(type);
}

static PyObject *
Table_new(PyTypeObject *type, PyObject *args, PyObject *Py_UNUSED(named))
{
    Table *self = (Table *)type->tp_alloc(type, 0);
    if (self == NULL) {
        return NULL;
    }
    const uint8_t *fold, *kinds, *outlines, *unsure;
    Py_ssize_t sizes[4];
    if (!PyArg_ParseTuple(args, "y*y#y#y#y#", &self->data, &fold, &sizes[0], &kinds, &sizes[1],
                          &outlines, &sizes[2], &unsure, &sizes[3])) {
        goto failed;
    }
    const uint32_t *table = self->table = self->data.buf;
    if ((uintptr_t)table % sizeof(uint32_t) || self->data.len <= HEAD_SIZE * 4
        || table[MAGIC] != EXPECTED || (Py_ssize_t)table[SIZE] != self->data.len
        || sizes[0] != 256 || sizes[1] != 256 || sizes[2] != 256 || sizes[3] % 3) {
        PyErr_SetString(PyExc_ValueError, "not a table of the first look");
        goto failed;
    }
    memcpy(self->fold, fold, 256);
    memcpy(self->kinds, kinds, 256);
    memcpy(self->outline, outlines, 256);
    self->unsure_count = (size_t)sizes[3] / 3;
    size_t features = table[COUNT] + 1, clauses = table[CLAUSE_COUNT] + 1;
    size_t tests = table[TEST_COUNT] + 1;
    self->unsure = PyMem_Calloc(self->unsure_count + 1, 3);
    self->weak = PyMem_Calloc(SLOTS * table[STRIDE] + 1, sizeof(uint32_t));
    self->met = PyMem_Calloc(features, sizeof(Met));
    self->clauses = PyMem_Calloc(clauses, sizeof(Met));
    self->tests = PyMem_Calloc(tests, sizeof(Met));
    if (!self->unsure || !self->weak || !self->met || !self->clauses || !self->tests) {
        PyErr_NoMemory();
        goto failed;
    }
    memcpy(self->unsure, unsure, (size_t)sizes[3]);
    return (PyObject *)self;
failed:
    Py_DECREF(self);
    return NULL;
}

static PyType_Slot Table_slots[] = {
    {Py_tp_doc, "Table(data, fold, kinds, outline, unsure, /)\n--\n\nThe first look of one language."},
    {Py_tp_new, Table_new},
    {Py_tp_dealloc, Table_dealloc},
    {Py_tp_methods, Table_methods},
    {0, NULL},
};

static PyType_Spec Table_spec = {
    "servicetone.match._look.Table", sizeof(Table), 0, Py_TPFLAGS_DEFAULT, Table_slots,
};

static int
execute(PyObject *module)
{
    PyObject *type = PyType_FromSpec(&Table_spec);
    return type == NULL || PyModule_AddObject(module, "Table", type) ? -1 : 0;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute}, {0, NULL}};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "servicetone.match._look", NULL, 0, NULL, slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC
PyInit__look(void)
{
    return PyModuleDef_Init(&module);
}

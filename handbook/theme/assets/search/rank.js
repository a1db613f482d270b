/* What the words that were typed may mean, and which sections answer them best.

   It comes like the pieces of the index, and hands over what search.js needs. */
"use strict";

handbookSearch.take("rank", (() => {
  const SAME = 0.6; // how likely a word is meant that people use for the one typed
  const PART = 0.7; // the same for each of several words that mean one thing together
  const STEM = 0.8; // the same for another form of the word typed
  const BEGUN = 0.8; // the same for a word that begins with it, and is hardly longer
  const WHOLE = 0.5; // how much less likely that is when it is a word by itself
  const LIKELY = 40; // how many words a typed one may mean
  const COVERAGE = 1.5; // how much it counts that a section has all that was typed
  const HEADING = 3; // how much more a section counts whose heading is what was typed
  const TERM = 0.5; // the same for a term that it is looked for under, of a heading's 1
  const TERMS = 16; // a term's number times this, and its count of words, are one figure
  const EXACT = 1000; // more than any other score, for the id that was typed
  const NAMED = 500; // the same for an id or a code within what was typed
  const SPOKEN = 0.25; // how much a code counts that is a word: who types test means no TEST
  const REASONS = 6; // how much more a record counts when somebody asks why
  const COMPARED = 2; // the same for what it says of others when somebody compares
  const LINE = 150; // how much it counts that what was typed stands in one line
  const LOOSE = 2; // how many more words have to stand there for all of that
  const PAIR = 0.2; // how much of it two words tell that stand there by themselves
  const BESIDE = /[\p{L}\p{N}]+/gu;
  const CHAIN = /__\w+?__|\d+(?:\.\d+)+|[\p{L}\p{N}]+(?:[._-]+[\p{L}\p{N}]+)*/gu;
  const ID = /\p{L}+-\d+|\p{L}+(?:-\p{L}+)+|(?<=: )\p{Lu}{3,}\b/gu; // 3: FROZEN
  const NUMBERED = /^\p{L}+(?:[-_.]\d+| ?0*\d\d?)$/u; // but not "api 404"
  const WORD = /^\s*\p{L}\p{Ll}*\s*$/u; // codes are written in capitals
  const COMPARES = /\b(?:vs|versus|not|instead|rather|than|or|over|compared|alternatives?)\b/i;
  const PLACE = /(?<=^|[\s"])~?\/\S+\.py\b|\S+\.py(?::\d+)+|(?<=\breformat )\S+\.py\b/g;
  const OTHERS = new Set(["options", "re-evaluations"]); // where a record speaks of others
  const HUMP = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;
  const ENDING =
    /(?:(?<=[^aeiou])at(?:e|ed|ing|ion|or)|ion|ing|ed|er|est|able|ment|ly)$/;
  const DOUBLE = /(?<=..)([b-df-hj-np-tv-z])\1$/;
  const SHORT = /^[^aeiouy]*[aeiouy][b-df-hj-np-tvz]$/;
  const STEP = /^\d+\. /; // the number of a play's step

  // Words

  /** An id without its signs. */
  function plain(text) {
    return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  }

  /** An id without its signs and leading zeros: DR-0007 is dr7. */
  function bare(text) {
    return plain(text).replace(/^([a-z]+)0+(?=\d)/, "$1");
  }

  /** The ids and codes that stand in a text, as in the line of a report. */
  function idsIn(text) {
    return new Set([text, ...(text.match(ID) ?? [])].map(bare));
  }

  /** A word without its ending, so that formatter, formatted and formats are one. Short
      words keep their e, and get it back: piped is of pipe, and skipped is of skip. */
  function stem(word) {
    const single = word
      .replace(/ies$/, "y")
      .replace(/(?<=x|ss|sh|ch|zz)es$/, "")
      .replace(/(?<=[^su])s$/, "");
    const cut = single.replace(ENDING, (end, at) =>
      at >= 3 && /[aeiouy]/.test(single.slice(0, at)) ? "" : end
    );
    if (DOUBLE.test(cut)) return cut.slice(0, -1);
    if (cut !== single) return SHORT.test(cut) ? `${cut}e` : cut;
    return SHORT.test(cut.slice(0, -1)) ? cut : cut.replace(/(?<=..)e$/, "");
  }

  /** The words of a text: whole, without signs, and the parts that they have. */
  function wordsOf(text) {
    return (text.match(CHAIN) ?? []).map((chain) => {
      if (/^(__|\d)/.test(chain)) return { whole: chain.toLowerCase(), parts: [] };
      const names = chain.split(".");
      const split = () => chain.split(/[_-]+/).flatMap((one) => one.split(HUMP));
      const parts = names.length > 1 ? names : split();
      const plain = parts.map((one) => one.toLowerCase().replace(/[_-]/g, ""));
      return { whole: plain.join(""), parts: plain.length > 1 ? plain : [] };
    });
  }

  // The index

  /** Make ready what `first` says. */
  function prepare({ version, pages, words, pairs, same, empty }) {
    const vocabulary = words.flatMap((share, number) =>
      share.split(" ").map((word, row) => (
        { word, stem: stem(word), share: `words-${number}`, row }
      ))
    );
    const known = new Map(vocabulary.map(({ word }, number) => [word, number]));
    const stems = new Map();
    vocabulary.forEach(({ stem: base }, number) =>
      stems.set(base, [...(stems.get(base) ?? []), number])
    );
    const sections = pages.flatMap(([address, heading, own], page) =>
      own.map(([anchor, kind, name, title, worth, ended, telling], row) => ({
        page, row, address, heading, anchor, kind, name, title, worth, ended,
        id: bare(name || title),
        about: telling ? aboutOf(title.replace(STEP, ""), known) : [],
      }))
    );
    const named = new Map();
    sections.forEach(({ id, name, kind }, number) => {
      if (name || kind === "reference") named.set(id, number);
    });
    const groups = same.trim().split(/\n+/).map((line) =>
      line.match(/"[^"]+"|\S+/g).map((one) => wordsOf(one).map(({ whole }) => stem(whole)))
    );
    return {
      version, vocabulary, known, stems, sections, named, pairs, groups,
      said: new Set(groups.flat(2)), empty: new Set(empty.split(/\s+/)), meant: new Map(),
    };
  }

  /** The words of a heading that the index has, each whole and in its parts. */
  function aboutOf(title, known) {
    const forms = wordsOf(title).map(({ whole, parts }) =>
      [whole, ...parts].filter((one) => known.has(one)).map((one) => known.get(one))
    );
    return forms.filter((some) => some.length);
  }

  // Meaning

  /** How many letters have to be put in, left out, changed or swapped; at the end of
      the word any number may be missing, when it is still being typed. */
  function slips(typed, word, unfinished) {
    let before = [];
    let last = [];
    let row = Array.from({ length: word.length + 1 }, (_, at) => at);
    for (let i = 1; i <= typed.length; i++) {
      [before, last, row] = [last, row, [i]];
      for (let j = 1; j <= word.length; j++) {
        const wrong = typed[i - 1] === word[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + wrong);
        if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1])
          row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    return unfinished ? Math.min(...row) : row[word.length];
  }

  /** The same word, its other forms, and those that begin with it. */
  function forms({ vocabulary, stems }, typed) {
    const found = new Map();
    const base = stem(typed);
    const begun = stems.has(base) ? WHOLE * BEGUN : BEGUN;
    vocabulary.forEach(({ word, stem: other }, number) => {
      if (word === typed) found.set(number, 1);
      else if (other === base) found.set(number, STEM);
      else if (typed.length > 1 && word.startsWith(typed))
        found.set(number, (begun * typed.length) / word.length);
    });
    return found;
  }

  /** The words that have the typed one in them. */
  function around({ vocabulary }, typed) {
    const found = new Map();
    if (typed.length > 2)
      vocabulary.forEach(({ word }, number) => {
        if (word.includes(typed)) found.set(number, typed.length / word.length);
      });
    return found;
  }

  /** The words that the typed one is, but for a slip or two. */
  const mistaken = (index, typed) => alike(index, typed, false);
  const begunMistaken = (index, typed) => alike(index, typed, true);

  function alike({ vocabulary }, typed, unfinished) {
    const found = new Map();
    const most = typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2;
    if (most)
      vocabulary.forEach(({ word }, number) => {
        if (word.length < typed.length - most) return;
        if (!unfinished && word.length > typed.length + most) return;
        const count = slips(typed, word, unfinished);
        if (count <= most && word.length > 2 * count)
          found.set(number, 0.7 - 0.2 * count - 0.01 * Math.abs(word.length - typed.length));
      });
    return found;
  }

  /** The words of the site that a typed one is, each with how likely that is. */
  function meanings(index, typed, ways) {
    const key = `${typed} ${ways.map(({ name }) => name)}`;
    if (!index.meant.has(key)) {
      let found = new Map();
      for (const way of ways) if (!found.size) found = way(index, typed);
      const likely = [...found].sort((one, other) => other[1] - one[1]);
      index.meant.set(key, likely.slice(0, LIKELY));
    }
    return new Map(index.meant.get(key));
  }

  function raise(found, number, likely) {
    found.set(number, Math.max(likely, found.get(number) ?? 0));
  }

  /** The two words that one is made of, as rollback of roll and back. */
  function halves({ stems }, word) {
    if (stems.has(stem(word))) return undefined;
    for (let at = 3; at <= word.length - 3; at++) {
      const both = [word.slice(0, at), word.slice(at)];
      if (both.every((one) => stems.has(stem(one)))) return both;
    }
    return undefined;
  }

  /** Two words may be one that the site writes as one: roll back and rollback. */
  function join(index, all) {
    for (let at = 1; at < all.length; at++) {
      const joined = index.known.get(all[at - 1].word + all[at].word);
      if (joined === undefined) continue;
      raise(all[at - 1].found, joined, 1);
      raise(all[at].found, joined, 1);
    }
  }

  /** Add what people use for the words, and for several of them together; what these
      mean is sure, and less so that they mean what each does by itself. */
  function addSame({ groups, stems }, all) {
    const typed = all.map(({ word }) => stem(word));
    for (const group of groups)
      for (const said of group)
        for (let at = 0; at + said.length <= all.length; at++) {
          if (!said.every((base, next) => base === typed[at + next])) continue;
          const others = group.filter((one) => one.length === 1).flatMap(([base]) =>
            stems.get(base) ?? []
          );
          for (const { found } of all.slice(at, at + said.length)) {
            if (said.length > 1)
              for (const [number, likely] of found) found.set(number, PART * likely);
            for (const number of others) raise(found, number, said.length > 1 ? 1 : SAME);
          }
        }
  }

  /** What was typed, without where a tool found it: that is the reader's own, and tells
      nothing of what it found. */
  function told(typed) {
    const rest = typed.replace(PLACE, " ");
    return /\p{L}/u.test(rest) ? rest : typed;
  }

  /** What was typed, word by word, each with the words of the site that it may mean. */
  function understand(index, text) {
    const typed = wordsOf(text).flatMap(({ whole, parts }) => {
      if (index.vocabulary.some(({ word }) => word.startsWith(whole))) return [whole];
      if (index.said.has(stem(whole))) return [whole];
      if (parts.length && parts.every((one) => index.stems.has(stem(one)))) return parts;
      if (meanings(index, whole, [mistaken]).size) return [whole]; // not its parts
      return parts.length ? parts : halves(index, whole) ?? [whole];
    });
    const all = typed.map((word) => ({ word, found: meanings(index, word, [forms]) }));
    join(index, all);
    addSame(index, all);
    all.forEach((one, at) => {
      if (one.found.size) return;
      one.guessed = !index.empty.has(one.word) && !index.named.has(bare(one.word));
      const unfinished = at === all.length - 1 && !/\s$/.test(text);
      one.found = meanings(index, one.word, [around, unfinished ? begunMistaken : mistaken]);
    });
    const telling = all.filter(({ word }) => !index.empty.has(word));
    return telling.length ? telling : all;
  }

  // Lines

  /** The words that were typed, in pairs of neighbours, with the piece that has each. */
  function neighbours({ pairs }, text) {
    const words = text.toLowerCase().match(BESIDE) ?? [];
    return words.slice(1).map((next, at) => {
      const word = words[at];
      const number = pairs.filter((first) => first <= word).length - 1;
      return { word, next, name: `pairs-${Math.max(number, 0)}` };
    });
  }

  /** The sections in which two words are neighbours; of the last, any letters may be
      missing. */
  function beside({ word, next, name }, unfinished, piece) {
    const share = piece(name);
    const others = Object.hasOwn(share, word) ? share[word] : {};
    if (Object.hasOwn(others, next)) return others[next];
    if (!unfinished) return [];
    return Object.keys(others).flatMap((one) => (one.startsWith(next) ? others[one] : []));
  }

  /** How much of what was typed stands in one line of a section, up to 1: the more words
      are together there, the more each of them tells. */
  function lines(pairs, text, piece) {
    const found = new Map();
    const last = new Map();
    pairs.forEach((pair, at) => {
      const unfinished = at === pairs.length - 1 && !/\s$/.test(text);
      for (const section of new Set(beside(pair, unfinished, piece))) {
        const run = at && last.get(section)?.at === at - 1 ? last.get(section).run + 1 : 1;
        last.set(section, { at, run });
        found.set(section, (found.get(section) ?? 0) + (run > 1 ? run : PAIR));
      }
    });
    const most = (pairs.length * (pairs.length + 1)) / 2;
    return new Map([...found].map(([section, sum]) => [section, sum / (most + LOOSE)]));
  }

  // Ranking

  /** Whether nothing was typed but an id that nothing has. DR-00 may become one. */
  function isMissing({ sections, named, known }, text) {
    const id = bare(text);
    if (!NUMBERED.test(text) || named.has(id) || known.has(id)) return false;
    const names = sections.map(({ name }) => plain(name));
    const areas = names.map((name) => name.replace(/\d+$/, ""));
    return areas.includes(id.replace(/\d+$/, "")) &&
      !names.some((name) => name.startsWith(plain(text)));
  }

  /** What a typed word weighs in the sections that have it, how likely it is meant
      there, and how rare it is: what few sections have tells more. */
  function weigh({ vocabulary, sections }, found, piece) {
    const weights = new Map();
    const likely = new Map();
    const terms = new Map();
    for (const [number, sure] of found) {
      const { share, row } = vocabulary[number];
      const [steps, own] = piece(share)[row];
      for (let at = 0, section = 0; at < steps.length; at += 2) {
        section += steps[at];
        raise(weights, section, (sure * steps[at + 1]) / 100);
        raise(likely, section, sure);
      }
      for (let at = 0, section = 0; at < own.length; at += 2) {
        section += own[at];
        raise(terms, `${section} ${own[at + 1]}`, sure);
      }
    }
    const having = [...likely.values()].reduce((sum, one) => sum + one, 0);
    const rare = Math.log(1 + sections.length / (having + 0.5));
    return { found, weights, likely, terms, rare };
  }

  /** How well a heading and the words that were typed cover each other, up to 1. */
  function covered({ about }, weighed, whole) {
    if (!about.length) return 0;
    const sure = (some, found) =>
      Math.max(0, ...some.map((one, at) => (found.get(one) ?? 0) / (at ? 2 : 1)));
    let typed = 0;
    for (const { found, rare } of weighed)
      if (about.some((some) => sure(some, found))) typed += rare / whole;
    const ours = about.map((some) => Math.max(...weighed.map(({ found }) => sure(some, found))));
    return (typed * typed * ours.reduce((sum, one) => sum + one, 0)) / about.length;
  }

  /** How well the best of a section's terms and the words that were typed cover each
      other, up to 1. */
  function byTerms(weighed, whole) {
    const both = new Map(); // of each term, what of the typed words it has, and its own
    for (const { terms, rare } of weighed)
      for (const [term, sure] of terms) {
        const [typed, ours] = both.get(term) ?? [0, 0];
        both.set(term, [typed + rare / whole, ours + sure]);
      }
    const best = new Map();
    for (const [term, [typed, ours]] of both) {
      const [section, figure] = term.split(" ").map(Number);
      raise(best, section, typed * typed * Math.min(1, ours / (figure % TERMS)));
    }
    return best;
  }

  /** The sections in their order, or undefined while a piece is on its way. */
  function rank(index, typed, piece) {
    const text = told(typed);
    if (isMissing(index, text.trim())) return { asked: [], ranked: [], missing: true };
    const asked = understand(index, text);
    const needed = asked.flatMap(({ found }) => [...found.keys()]);
    const pairs = neighbours(index, text);
    const names = new Set(needed.map((number) => index.vocabulary[number].share));
    for (const { name } of pairs) names.add(name);
    if ([...names].map(piece).some((share) => share === undefined)) return undefined;
    const weighed = asked.map(({ found }) => weigh(index, found, piece));
    const whole = weighed.reduce((sum, { rare }) => sum + rare, 0);
    const id = bare(text);
    const ids = idsIn(text);
    const why = /\bwhy\b/i.test(text);
    const compares = COMPARES.test(text);
    const together = lines(pairs, text, piece);
    const terms = byTerms(weighed, whole);
    const numbers = new Set(weighed.flatMap(({ weights }) => [...weights.keys()]));
    for (const number of together.keys()) numbers.add(number);
    for (const one of ids) if (index.named.has(one)) numbers.add(index.named.get(one));
    const ranked = [...numbers].map((number) => {
      const section = index.sections[number];
      let score = 0;
      let had = 0;
      for (const { weights, likely, rare } of weighed) {
        score += rare * (weights.get(number) ?? 0);
        had += (rare * (likely.get(number) ?? 0)) / whole;
      }
      const heading = covered(section, weighed, whole);
      const called = Math.max(heading, TERM * (terms.get(number) ?? 0));
      score *= had ** COVERAGE * section.worth * (1 + HEADING * called);
      if (section.kind === "record") {
        if (why && !section.anchor) score *= REASONS;
        if (compares && OTHERS.has(section.anchor)) score *= COMPARED;
      }
      score += LINE * (together.get(number) ?? 0) * had * Math.sqrt(section.worth);
      if (section.id === id && section.name) score = EXACT;
      else if (section.id === id)
        score *= section.kind === "reference" && WORD.test(text) ? SPOKEN : 1.5;
      else if (ids.has(section.id) && index.named.get(section.id) === number) score += NAMED;
      return { section, score };
    });
    ranked.sort((one, other) => other.score - one.score);
    const guessed = index.named.has(id) ? [] : asked.filter((one) => one.guessed);
    return { asked, ranked, unsaid: [...new Set(guessed.map(({ word }) => word))] };
  }

  return { prepare, rank };
})());

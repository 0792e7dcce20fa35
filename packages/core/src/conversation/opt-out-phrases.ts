/**
 * The phrases by which people ask not to be called again, in the eight languages that the docs name. Texts are compared in small
 * letters without accents (`opt-out.ts`). A phrase must be a request for good: what may be meant for a time, a name or somebody else
 * is left out, since a wrong entry on a do-not-call list is worse than a person who has to say it twice.
 */
export interface OptOutLanguage {
  /** Requests about calls: they do not count in a sentence that limits them to a time, a place or somebody else. */
  readonly calls: readonly string[];
  /** Requests about lists, numbers and consent. */
  readonly lists: readonly string[];
  readonly limits: string;
}

/** Where a request must end, so that "don't call me Bob" is none. */
const end = '(?=\\s*(?:$|[.,!?;:]|please|thanks|thank you|ok(?:ay)?\\b|and\\b|or\\b|now\\b))';

const english: OptOutLanguage = {
  calls: [
    "(?<!\\b(?:you|they|he|she|it|we|people|who|why|could|did|please tell \\w+) )(?<!n't )\\b(?:do not|don't|dont|never)(?: you)?(?: ever)?(?: please)? (?:call|phone|ring|contact|dial|bother|disturb)(?: me| us| here| this number| my (?:number|phone|house|home))?(?: back)? (?:again|any ?more|ever)\\b",
    `(?<!\\b(?:you|they|he|she|it|we|people|who|why) )(?<!n't )\\b(?:do not|don't|dont)(?: you)?(?: ever)?(?: please)? (?:call|phone|contact)(?: me| us| here| this number| my (?:number|phone|house|home))${end}`,
    "(?<!n't |not |never |won't |can't |to |they |he |she )\\b(?:stop|quit|cease) (?:calling|phoning|ringing|contacting|dialing|dialling)(?: me| us| here| this number| my (?:number|phone|house|home))?(?=\\s*(?:$|[.,!?;:]|please|now\\b|and\\b|or\\b|i\\b|already\\b|again\\b|immediately\\b|about\\b|at this number|on this number))",
    "\\byou (?:need|have|must|should|people need|guys need)(?: to)? (?:stop|quit) (?:calling|phoning|contacting)\\b(?! him| her| them)",
    "(?:^|[.,!;] ?|please |just )(?:stop|quit) (?:bothering|harassing) (?:me|us)\\b",
    "\\bi (?:do not|don't|dont) (?:want|wish|like) (?:you (?:people |guys )?to (?:ever )?(?:call|phone|contact) (?:me|us|here)\\b(?! back)|to (?:be|get) (?:called|contacted|phoned)(?: by you)?(?: again| any ?more| ever again| at all)|(?:any|any more|anymore|more|these|your) (?:more )?(?:phone |sales |marketing |of these |of your )?calls\\b)",
    `\\bno more (?:phone |sales |marketing )?calls${end}`,
    "\\bstop (?:these|all|the|your|those) (?:phone |sales |marketing |robo ?)?calls\\b",
  ],
  lists: [
    "\\b(?:take|remove|delete|strike|scratch|drop|erase|get) (?:me|us|my (?:phone |cell |mobile |telephone )?number|this (?:phone )?number|my name|my details|my contact|my info(?:rmation)?) (?:off|from|out of)(?: of)?(?: (?:the|your|this|any|all|that))?(?: (?:call|calling|calls|contact|marketing|phone|dialing|sales|telemarketing|mailing))? ?(?:list|lists|database|system|records|files?)\\b",
    `(?<!\\b(?:you|they|he|she|i|did|to) )\\b(?:delete|remove|erase|lose) my (?:phone |cell |mobile |telephone )?number${end}`,
    "\\b(?:lose|forget) this number\\b",
    "\\b(?:put|add|place|get)(?: me| us| my number| this number)? (?:on|to)(?: the| your)?(?: national)? (?:do not|don't) call (?:list|registry)\\b",
    "\\b(?:i am|i'm|we are|we're|my number is|this number is)(?: already)? on the(?: national)? (?:do not|don't) call (?:list|registry)\\b",
    "(?<!n't |not )\\b(?:want|like|wish|choose|going|need|have) to (?:opt out|unsubscribe)\\b",
    "(?:^|please |just )(?:opt me out|unsubscribe me|opt out|unsubscribe)(?=\\s*(?:$|[.,!?;:]|please|from|of))",
    "\\bi (?:hereby )?(?:revoke|withdraw)(?: my| all)? consent\\b",
  ],
  limits:
    "\\b(?:until|till|before|unless|except|today|tonight|tomorrow|yet|right now|at the moment|this (?:week|month|morning|afternoon|evening|late|early|hour|time of)|next (?:week|month)|at work|during|while|when(?:ever)?|so (?:late|early|often|much)|after (?:\\d|[a-z]+ o'clock|work|dark)|in the (?:morning|evening|afternoon|middle)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|at night|later|instead|i'll call|i will call|if you|if i|if they|call me on|use my)\\b|\\b(?:told|asked|tell|ask) (?:him|her|them|my|the|everyone|people)\\b|\\b(?:he|she|they) (?:said|says|say|told)\\b|\\bwhy (?:don't|did|do)\\b",
};

const spanish: OptOutLanguage = {
  calls: [
    "\\bno (?:me|nos) vuelv(?:a|an|as) a (?:llamar|contactar|molestar|telefonear|marcar)\\b",
    "\\bno vuelv(?:a|an|as) a (?:llamar|contactar|molestar|telefonear|marcar)(?:me|nos)\\b",
    "\\bno vuelv(?:a|an|as) a (?:llamar|marcar)(?=\\s*(?:$|[.,!?;:]|a este numero|por favor|aqui))",
    "(?<!que )\\b(?:ya )?no (?:me|nos) (?:llam(?:e|en|es)|contact(?:e|en|es)|marqu(?:e|en|es)|molest(?:e|en|es)) (?:mas(?! tarde| temprano| adelante| de| a menudo)|nunca|otra vez|de nuevo|jamas)\\b",
    "\\b(?:nunca|jamas)(?: mas)? (?:me|nos) (?:llame|llamen|llames|vuelva a llamar|vuelvan a llamar)\\b",
    "(?<!no |que )\\bdej(?:e|en|a|ad) de (?:llamar|molestar|contactar|marcar)(?:me|nos)\\b",
    "\\bno quiero (?:que (?:me|nos) (?:vuelvan? a llamar|sigan? llamando|llamen? (?:mas|nunca|otra vez))|(?:recibir )?(?:mas|sus|estas) (?:llamadas)|recibir llamadas)\\b",
    "(?:^|[.,!;] ?|por favor,? )no (?:me|nos) llam(?:e|en|es)(?=\\s*(?:$|[.!]|por favor))",
  ],
  lists: [
    "\\b(?:quit|borr|elimin|sac|sa?qu)(?:e|en|a|ue|uen)(?:me|nos|n?los)? (?:(?:mi|este|nuestro) (?:numero|telefono|nombre|contacto) )?de (?:su|la|sus|esta|tu|vuestra|las) (?:lista|listas|base de datos|sistema|registros?)\\b",
    "\\b(?:borr|elimin)(?:e|en|a) (?:mi|este) (?:numero|telefono)(?=\\s*(?:$|[.,!?;:]|por favor))",
    "\\b(?:d(?:en|e)(?:me|nos) de baja|quiero (?:que me den |darme )de baja)(?! la| el| del| en)\\b",
    "\\b(?:estoy|estamos) (?:apuntad[oa]s?|inscrit[oa]s?|registrad[oa]s?)? ?en la lista robinson\\b",
    "\\b(?:revoco|retiro) (?:mi |el )?consentimiento\\b",
  ],
  limits: "\\b(?:hasta|antes|despues de|hoy|manana|ahora mismo|por ahora|esta (?:semana|tarde|noche|hora)|este momento|al trabajo|en el trabajo|cuando|mientras|si no|si me|excepto|los (?:lunes|martes|miercoles|jueves|viernes|sabados|domingos)|fin de semana|por la noche|tan (?:tarde|temprano|pronto)|mas tarde|yo (?:le|te|les) llamo)\\b|\\bles? dije a (?:el|ella|mi)\\b",
};

const french: OptOutLanguage = {
  calls: [
    "(?<!\\b(?:vous|il|elle|ils|on|tu|je) (?:ne )?)\\b(?:ne )?(?:m'|nous )(?:appel(?:ez|le|les))(?: plus(?! tard| tot| souvent)(?: jamais)?| jamais plus)\\b",
    "(?<!\\b(?:vous|il|elle|ils|on|tu|je) )\\bne (?:me|nous) (?:rappel(?:ez|le|les)|contact(?:ez|e|es)|telephon(?:ez|e|es)|derang(?:ez|e|es)|sollicit(?:ez|e|es)) (?:plus(?! tard| tot| souvent)|jamais)\\b",
    "(?<!\\b(?:vous|il|elle|ils|on|tu|je) )\\bn'appel(?:ez|le) (?:plus(?! tard| tot| souvent)|jamais)\\b",
    "\\b(?:arret(?:ez|e|er)|cess(?:ez|e|er)) (?:de |d')(?:m'|me |nous )?(?:appeler|rappeler|telephoner|contacter|deranger|harceler|solliciter)\\b(?! (?:mon|ma|mes|le|la|les|monsieur|madame) )",
    "\\bje ne (?:veux|souhaite|desire) (?:plus (?:jamais )?(?:etre (?:rappele|appele|contacte|derange|sollicite)e?|recevoir (?:d'appels?|d'appel|vos appels|de vos appels|ces appels)|d'appels?|de vos appels|que vous (?:m'|me )(?:appeliez|rappeliez|contactiez))|pas etre (?:rappele|recontacte)e?)",
  ],
  lists: [
    "\\b(?:retir|supprim|enlev|effac|ray|sort|ot)(?:ez|e|er)[ -](?:moi|nous|mon (?:numero|nom|contact)|ce numero) (?:de|du|des) ?(?:votre |vos |la |cette |ces |tes )?(?:listes?|fichiers?|bases?|systeme|registres?)\\b",
    "\\b(?:supprim|effac|retir)(?:ez|e) mon numero(?=\\s*(?:$|[.,!?;:]|s'il))",
    "\\b(?:desinscrivez|desabonnez)[ -](?:moi|nous)\\b",
    "\\bje (?:suis|me suis) inscrite? (?:sur|a) bloctel\\b",
    "\\bje (?:retire|revoque) mon consentement\\b",
  ],
  limits: "\\b(?:avant|jusqu'a|apres \\d|apres dix|aujourd'hui|ce soir|demain|maintenant|pour l'instant|pour le moment|cette semaine|au travail|au bureau|pendant|quand|lorsque|sauf|si vous|le (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|week-?end|la nuit|si (?:tot|tard|souvent)|plus tard|je vous rappelle)\\b",
};

const german: OptOutLanguage = {
  calls: [
    "(?:^|[.,!;] ?|bitte |und )(?:bitte )?ruf(?:en|t|e)?(?: sie)?(?: bitte)?(?: (?:mich|uns|hier|diese nummer|bei mir|bei uns))?(?: bitte)? (?:nicht mehr|nie wieder|nie mehr|nicht wieder|nicht noch ?mal|niemals wieder|niemals mehr)(?: (?:hier|bei mir|bei uns))? an\\b",
    "(?<!\\b(?:ich|wir|er|sie) [^.,!?]{0,30})\\b(?:mich|uns|hier) (?:bitte )?(?:nicht mehr|nie wieder|nie mehr) (?:anrufen|kontaktieren|belastigen)\\b",
    "(?:^|[.,!;] ?|bitte )(?:nicht mehr|nie wieder|nie mehr) anrufen\\b",
    "(?<!nicht )\\b(?:hor(?:en|t)?|lass(?:en|t)?)(?: sie)?(?: bitte)?(?: endlich)?(?: (?:auf|es))?,? (?:mich|uns|hier|bei mir|bei uns)?\\s*(?:standig |immer |dauernd )?(?:anzurufen|zu belastigen)",
    "\\bich (?:will|mochte|wunsche|mocht)(?: (?:von ihnen|bitte|wirklich|einfach))* (?:nicht mehr|nie wieder|nie mehr|nicht langer) (?:von ihnen )?(?:angerufen|kontaktiert|belastigt) werden\\b",
    "\\b(?:ich|wir) (?:will|wollen|mochte|mochten|wunsche|wunschen)(?: (?:von ihnen|bitte))* keine (?:weiteren |ihrer )?(?:werbe)?(?:anrufe)(?: mehr)?\\b",
    "\\bkeine (?:weiteren )?(?:werbe)?anrufe mehr\\b(?! (?:bekommen|erhalten|gehabt|gekriegt))",
    "\\bich (?:will|mochte)(?: bitte)? nicht,? dass sie (?:mich|hier|uns) (?:noch ?mal|wieder|weiter) (?:anrufen|kontaktieren)\\b",
  ],
  lists: [
    "\\b(?:streich(?:en|t)?|losch(?:en|t)?|nehm(?:en|t)|nimm|entfern(?:en|t)?)(?: sie)?(?: bitte)? (?:mich|uns|meine (?:telefon|handy|mobil)?nummer|meinen namen|meine daten|diese nummer)(?: bitte)? (?:aus|von) (?:ihrer|der|ihrem|dieser|eurer|ihren|dem) (?:anruf|kunden|telefon|kontakt)?(?:liste|kartei|datenbank|listen|system|verteiler)\\b",
    "\\b(?:losch|streich)(?:en|t)?(?: sie)?(?: bitte)? meine (?:telefon|handy|mobil)?nummer\\b",
    "\\b(?:widerrufe|ziehe)(?: hiermit)? (?:meine )?(?:einwilligung|zustimmung)\\b",
  ],
  limits: "\\b(?:vor \\w+|bis|heute|morgen|jetzt|gerade|momentan|im moment|diese woche|auf der arbeit|bei der arbeit|wahrend|wenn|ausser|sondern|am (?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|wochenende)|sonntags|nachts|so (?:spat|fruh|oft)|nach \\d+ uhr|spater|ich rufe)\\b",
};

const italian: OptOutLanguage = {
  calls: [
    "(?<!\\b(?:che|perche|lei|lui) )\\bnon (?:mi|ci) (?:ri)?(?:chiam(?:i|ate|are|ino)|contatt(?:i|ate|are|ino)|telefon(?:i|ate|are|ino)|disturb(?:i|ate|are|ino)) (?:mai piu|piu(?! tardi| presto| spesso)|mai)\\b",
    "\\bnon (?:chiamat|telefonat|contattat|chiamar|telefonar|contattar)e?(?:mi|ci) (?:mai piu|piu(?! tardi| presto| spesso))\\b",
    "\\bnon (?:mi|ci) (?:richiamate|richiami)(?=\\s*(?:$|[.!,]|per favore|per cortesia))",
    "(?<!non )\\b(?:smett(?:ete|a|i|etela|ila)|smettila|smettetela|finitela|finiscila|basta)(?: di)? (?:chiamar|telefonar|disturbar|contattar|importunar|tormentar)(?:mi|ci)\\b",
    "\\bnon (?:voglio|desidero|vorrei|intendo) (?:piu (?:essere (?:chiamat[oa]|contattat[oa]|disturbat[oa])|ricevere (?:\\w+ )?(?:chiamate|telefonate)|(?:chiamate|telefonate))|ricevere (?:piu |altre |le vostre |vostre |queste )?(?:chiamate|telefonate)|(?:essere )?(?:richiamat[oa]|ricontattat[oa])|che mi (?:chiamiate|richiamiate) (?:piu|ancora))\\b",
  ],
  lists: [
    "\\b(?:cancell|tol|tolg|rimuov|elimin)(?:i|ate|ami|atemi|imi|a|ete|etemi|gliete|glietemi|ga|ga?mi)(?: (?:mi|il mio (?:numero|nome|contatto)|questo numero))? (?:dal|dalla|dalle|dai|da)(?:l')? ?(?:vostr[aoie] |su[ao] |quest[ao] )?(?:lista|liste|elenco|elenchi|database|archivio|sistema)\\b",
    "\\b(?:cancell|elimin|rimuov)(?:i|ate|ete|a) il mio numero\\b",
    "\\bsono iscritt[oa] al registro (?:pubblico )?delle opposizioni\\b",
    "\\b(?:revoco|ritiro) (?:il )?(?:mio )?consenso\\b",
  ],
  limits: "\\b(?:prima (?:di|delle|che)|fino a|oggi|stasera|domani|adesso|ora|al momento|per ora|questa settimana|al lavoro|in ufficio|mentre|quando|tranne|se non|di (?:lunedi|domenica|sabato|notte)|la domenica|cosi (?:tardi|presto|spesso)|dopo le|piu tardi|la richiamo)\\b",
};

const portuguese: OptOutLanguage = {
  calls: [
    "(?<!\\b(?:que|voce|ele|ela|eles|porque) )\\bnao (?:me |nos )?(?:liguem?|ligues|telefonem?|contact?em?|incomodem?|perturbem?)(?: (?:para|pra) (?:mim|ca|aqui|este numero|esse numero|a gente))? (?:mais(?! tarde| cedo| logo)|nunca mais|de novo|outra vez|novamente)\\b",
    "\\bnao (?:voltem?|tornem?) a (?:ligar|me ligar|telefonar|contact?ar|incomodar)\\b",
    "\\bnunca mais (?:me |nos )?(?:liguem?|ligues|telefonem?|contact?em?|voltem? a ligar)\\b",
    "(?<!nao |que )\\b(?:pare|parem|para|deixe|deixem|deixa) de (?:me |nos )?(?:ligar|telefonar|incomodar|perturbar|contact?ar|importunar)(?:-me)?\\b(?! (?:para|pra) (?:ele|ela|minha|meu|o|a)\\b)",
    "\\bnao quero (?:mais )?(?:receber )?(?:mais )?(?:(?:as |estas |essas |suas |vossas )?(?:ligacoes|chamadas|telefonemas)|que (?:me )?liguem (?:mais|de novo|outra vez)|ser (?:contactad[oa]|contatad[oa]|incomodad[oa]))\\b",
  ],
  lists: [
    "\\b(?:tire|tirem|retire|retirem|remova|removam|apague|apaguem|exclua|excluam|elimine|eliminem)(?:-me)?(?: (?:me|o meu (?:numero|nome|contact?o)|meu (?:numero|nome|contact?o)|este numero|esse numero))? (?:da|do|de|das|dos) (?:sua |vossa |tua |suas |vossas |esta |essa |seu |vosso )?(?:lista|listas|base|cadastro|sistema|base de dados|banco de dados)\\b",
    "\\b(?:apaguem?|removam?|eliminem?|excluam?) (?:o )?meu numero\\b",
    "\\b(?:estou|estamos) (?:inscrit[oa]s? |cadastrad[oa]s? )?(?:na lista|no) (?:de )?nao (?:me )?perturbe\\b",
    "\\b(?:revogo|retiro) (?:o )?(?:meu )?consentimento\\b",
  ],
  limits: "\\b(?:antes|ate|hoje|amanha|agora|por enquanto|neste momento|esta semana|essa semana|no trabalho|enquanto|quando|exceto|se nao|aos? (?:domingos?|sabados?)|fim de semana|de noite|a noite|de madrugada|tao (?:tarde|cedo)|depois das|mais tarde|eu ligo)\\b",
};

const arabic: OptOutLanguage = {
  calls: [
    "(?:لا|ما) (?:عاد )?تتصل(?:وا|ي|ون|ين)? (?:(?:بي|بنا|علي|معي|فيني|بهذا الرقم|علي هذا الرقم) )?(?:مره (?:اخري|ثانيه|تانيه)|مجددا|ثانيه|بعد الان|بعد اليوم|ابدا|تاني)",
    "(?:^|[.،!؛,] ?|من فضلك |رجاء |ارجوك )لا تتصل(?:وا|ي)? (?:بي|بنا|بهذا الرقم)(?= ?(?:$|[.،!؛]))",
    "(?:توقف|كف)(?:وا|ي)? عن (?:الاتصال|ازعاجي|مكالمتي)(?! (?:به|بها|بهم))",
    "بطل(?:وا|ي)? (?:تتصل|تتصلوا|اتصال|تكلموني|ترنوا)(?:وا)?(?: (?:بي|علي))?",
    "لا اريد (?:اي |المزيد من |تلقي |استقبال |هذه ال|ال)*(?:مكالمات|اتصالات|اتصال|مكالمه)(?: (?:منكم|اخري|بعد الان))?",
    "لا اريد (?:منكم |منك )?ان تتصل(?:وا|ي)? (?:بي |بنا )?(?:مره اخري|مجددا|بعد الان|ابدا)",
  ],
  lists: [
    "(?:احذف|ازل|امسح|شيل|الغ)(?:وا|ي|و)? (?:رقمي|اسمي|هذا الرقم)",
    "(?:احذف|ازل|ازيل|شيل)(?:وا|و)?ني من (?:ال)?(?:قايمه|قايمتكم|قوايمكم|قوايم|قاعده)",
    "(?:اسحب|الغي) موافقتي",
  ],
  limits: "(?<!\\p{L})(?:قبل|حتي|اليوم(?<!بعد اليوم)|غدا|الان(?<!بعد الان)|حاليا|في العمل|اثناء|عندما|لما|الا اذا|الا بعد|هذا الاسبوع|يوم (?:الجمعه|السبت|الاحد)|في الليل|بالليل|متاخرا|لاحقا|ساتصل)(?!\\p{L})",
};

const hindi: OptOutLanguage = {
  calls: [
    "(?:दोबारा|दुबारा|फिर से|फिर कभी|फिर|आगे से|अब से|कभी भी|कभी) (?:(?:मुझे|हमें|यहाँ|यहां|इस नंबर पर) )?(?:(?:कभी|कोई) )?(?:कॉल|काल|फोन|संपर्क) (?:मत|ना|न) (?:करो|करना|करें|कीजिए|कीजिएगा|करिए|करिएगा|कीजिये)",
    "(?:मुझे|हमें|इस नंबर पर) (?:अब )?(?:दोबारा |दुबारा |फिर से |फिर |कभी )?(?:कॉल|काल|फोन) (?:मत|ना) (?:करो|करना|करें|कीजिए|कीजिएगा|करिए|करिएगा|कीजिये)",
    "(?:कॉल|काल|फोन) (?:करना|करने|आना) (?:बंद|बन्द) (?:करो|करें|कीजिए|कीजिये|करिए|कर दो|कर दीजिए|कर दें)",
    "(?:मुझे|हमें) (?:(?:अब|और|आपकी|आपके|कोई) )*(?:कॉल|काल|फोन|कॉल्स) नहीं (?:चाहिए|चाहिये)",
  ],
  lists: [
    "(?:मेरा|मेरे|हमारा) (?:फोन |मोबाइल )?(?:नंबर|नम्बर|नाम)(?: को)?(?: (?:अपनी|इस|आपकी|अपने))?(?: (?:लिस्ट|सूची|सिस्टम|डेटाबेस))?(?: से)? (?:हटा|डिलीट कर|निकाल|मिटा) ?(?:दो|दीजिए|दें|दीजिये|ओ|इए|एं|ए)?(?= ?(?:$|[।.!?,]|प्लीज|कृपया))",
    "(?:मुझे|हमें) (?:अपनी|इस|आपकी) (?:कॉल )?(?:लिस्ट|सूची) से (?:हटा|निकाल)",
  ],
  limits: "(?<![\\p{L}\\p{M}])(?:अभी|बाद में|आज|कल|से पहले|जब|जब तक|तब तक|ऑफिस में|काम पर|रात को|रात में|इस हफ्ते|सुबह|रविवार|मैं कॉल)(?![\\p{L}\\p{M}])",
};

export const optOutLanguages: readonly OptOutLanguage[] = [english, spanish, french, german, italian, portuguese, arabic, hindi];

/** The name of a tool of the user's own says that it takes somebody off the list, and does not only look a list up. */
export const optOutToolName =
  /^(?!(?:.*\b)?(?:check|get|look ?up|find|is|search|read|list|fetch|query|verify)\b).*\b(?:opt(?:ed)? ?out|do ?not ?call|dont call|don't call|unsubscribe|dnc|stop calls?|no llamar|dar de baja|ne plus appeler|desinscri\w*|nicht (?:mehr )?anrufen|austragen|non chiamare|nao (?:ligar|perturbe))\b/;

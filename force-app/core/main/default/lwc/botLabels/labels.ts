/**
 * The component's words, in the agent's language. One table, long because the platform wants an import of its own for
 * each label, by its whole name; sorted by the names that the component uses.
 */
import audio from '@salesforce/label/c.Bot_Audio';
import beginning from '@salesforce/label/c.Bot_Beginning';
import captions from '@salesforce/label/c.Bot_Captions';
import cards from '@salesforce/label/c.Bot_Cards';
import carouselPosition from '@salesforce/label/c.Bot_CarouselPosition';
import caseAddAgain from '@salesforce/label/c.Bot_CaseAddAgain';
import caseAdding from '@salesforce/label/c.Bot_CaseAdding';
import caseComment from '@salesforce/label/c.Bot_CaseComment';
import caseCommentAdded from '@salesforce/label/c.Bot_CaseCommentAdded';
import caseCommentExists from '@salesforce/label/c.Bot_CaseCommentExists';
import caseCommentLeftOut from '@salesforce/label/c.Bot_CaseCommentLeftOut';
import caseErrorEmpty from '@salesforce/label/c.Bot_CaseErrorEmpty';
import caseErrorForbidden from '@salesforce/label/c.Bot_CaseErrorForbidden';
import caseErrorNoCase from '@salesforce/label/c.Bot_CaseErrorNoCase';
import caseErrorRefused from '@salesforce/label/c.Bot_CaseErrorRefused';
import caseErrorTooLarge from '@salesforce/label/c.Bot_CaseErrorTooLarge';
import caseFile from '@salesforce/label/c.Bot_CaseFile';
import caseFileAdded from '@salesforce/label/c.Bot_CaseFileAdded';
import caseFileExists from '@salesforce/label/c.Bot_CaseFileExists';
import caseOpen from '@salesforce/label/c.Bot_CaseOpen';
import caseOpenFile from '@salesforce/label/c.Bot_CaseOpenFile';
import chosen from '@salesforce/label/c.Bot_Chosen';
import clearFilter from '@salesforce/label/c.Bot_ClearFilter';
import clearSearch from '@salesforce/label/c.Bot_ClearSearch';
import close from '@salesforce/label/c.Bot_Close';
import copied from '@salesforce/label/c.Bot_Copied';
import copyAll from '@salesforce/label/c.Bot_CopyAll';
import copyFailed from '@salesforce/label/c.Bot_CopyFailed';
import copyLink from '@salesforce/label/c.Bot_CopyLink';
import copyMessage from '@salesforce/label/c.Bot_CopyMessage';
import dateFrom from '@salesforce/label/c.Bot_DateFrom';
import datePicker from '@salesforce/label/c.Bot_DatePicker';
import dateRange from '@salesforce/label/c.Bot_DateRange';
import dateUntil from '@salesforce/label/c.Bot_DateUntil';
import details from '@salesforce/label/c.Bot_Details';
import edited from '@salesforce/label/c.Bot_Edited';
import emptyText from '@salesforce/label/c.Bot_EmptyText';
import emptyTitle from '@salesforce/label/c.Bot_EmptyTitle';
import enlargeImage from '@salesforce/label/c.Bot_EnlargeImage';
import errorBadResponseText from '@salesforce/label/c.Bot_ErrorBadResponseText';
import errorBadResponseTitle from '@salesforce/label/c.Bot_ErrorBadResponseTitle';
import errorExpiredText from '@salesforce/label/c.Bot_ErrorExpiredText';
import errorExpiredTitle from '@salesforce/label/c.Bot_ErrorExpiredTitle';
import errorForbiddenText from '@salesforce/label/c.Bot_ErrorForbiddenText';
import errorForbiddenTitle from '@salesforce/label/c.Bot_ErrorForbiddenTitle';
import errorNoSessionText from '@salesforce/label/c.Bot_ErrorNoSessionText';
import errorNoSessionTitle from '@salesforce/label/c.Bot_ErrorNoSessionTitle';
import errorNotConfiguredText from '@salesforce/label/c.Bot_ErrorNotConfiguredText';
import errorNotConfiguredTitle from '@salesforce/label/c.Bot_ErrorNotConfiguredTitle';
import errorNotFoundText from '@salesforce/label/c.Bot_ErrorNotFoundText';
import errorNotFoundTitle from '@salesforce/label/c.Bot_ErrorNotFoundTitle';
import errorRateLimitedText from '@salesforce/label/c.Bot_ErrorRateLimitedText';
import errorRateLimitedTitle from '@salesforce/label/c.Bot_ErrorRateLimitedTitle';
import errorSalesforceText from '@salesforce/label/c.Bot_ErrorSalesforceText';
import errorSalesforceTitle from '@salesforce/label/c.Bot_ErrorSalesforceTitle';
import errorUnauthorizedText from '@salesforce/label/c.Bot_ErrorUnauthorizedText';
import errorUnauthorizedTitle from '@salesforce/label/c.Bot_ErrorUnauthorizedTitle';
import errorUnavailableText from '@salesforce/label/c.Bot_ErrorUnavailableText';
import errorUnavailableTitle from '@salesforce/label/c.Bot_ErrorUnavailableTitle';
import eventOther from '@salesforce/label/c.Bot_EventOther';
import eventPhoneKeys from '@salesforce/label/c.Bot_EventPhoneKeys';
import eventPlugin from '@salesforce/label/c.Bot_EventPlugin';
import eventQueue from '@salesforce/label/c.Bot_EventQueue';
import eventRating from '@salesforce/label/c.Bot_EventRating';
import eventRemoved from '@salesforce/label/c.Bot_EventRemoved';
import eventSessionEnded from '@salesforce/label/c.Bot_EventSessionEnded';
import eventSessionStarted from '@salesforce/label/c.Bot_EventSessionStarted';
import eventVoice from '@salesforce/label/c.Bot_EventVoice';
import facts from '@salesforce/label/c.Bot_Facts';
import failure from '@salesforce/label/c.Bot_Failure';
import failuresOne from '@salesforce/label/c.Bot_FailuresOne';
import failuresOther from '@salesforce/label/c.Bot_FailuresOther';
import file from '@salesforce/label/c.Bot_File';
import filter from '@salesforce/label/c.Bot_Filter';
import filterActive from '@salesforce/label/c.Bot_FilterActive';
import filterCounted from '@salesforce/label/c.Bot_FilterCounted';
import filterKind from '@salesforce/label/c.Bot_FilterKind';
import filterNone from '@salesforce/label/c.Bot_FilterNone';
import filterSender from '@salesforce/label/c.Bot_FilterSender';
import form from '@salesforce/label/c.Bot_Form';
import formOpen from '@salesforce/label/c.Bot_FormOpen';
import formSubmitted from '@salesforce/label/c.Bot_FormSubmitted';
import handedOff from '@salesforce/label/c.Bot_HandedOff';
import handoffMarker from '@salesforce/label/c.Bot_HandoffMarker';
import hideRaw from '@salesforce/label/c.Bot_HideRaw';
import hitPosition from '@salesforce/label/c.Bot_HitPosition';
import hitsOne from '@salesforce/label/c.Bot_HitsOne';
import hitsOther from '@salesforce/label/c.Bot_HitsOther';
import image from '@salesforce/label/c.Bot_Image';
import jumpFailure from '@salesforce/label/c.Bot_JumpFailure';
import jumpFirst from '@salesforce/label/c.Bot_JumpFirst';
import jumpHandoff from '@salesforce/label/c.Bot_JumpHandoff';
import jumpLatest from '@salesforce/label/c.Bot_JumpLatest';
import jumpTo from '@salesforce/label/c.Bot_JumpTo';
import keyCtrl from '@salesforce/label/c.Bot_KeyCtrl';
import keyEnd from '@salesforce/label/c.Bot_KeyEnd';
import keyEnds from '@salesforce/label/c.Bot_KeyEnds';
import keyEnter from '@salesforce/label/c.Bot_KeyEnter';
import keyEscape from '@salesforce/label/c.Bot_KeyEscape';
import keyHome from '@salesforce/label/c.Bot_KeyHome';
import keyMessages from '@salesforce/label/c.Bot_KeyMessages';
import keyPageDown from '@salesforce/label/c.Bot_KeyPageDown';
import keyPageUp from '@salesforce/label/c.Bot_KeyPageUp';
import keyPages from '@salesforce/label/c.Bot_KeyPages';
import keyShift from '@salesforce/label/c.Bot_KeyShift';
import keys from '@salesforce/label/c.Bot_Keys';
import keysHint from '@salesforce/label/c.Bot_KeysHint';
import kindCards from '@salesforce/label/c.Bot_KindCards';
import kindChoices from '@salesforce/label/c.Bot_KindChoices';
import kindEvents from '@salesforce/label/c.Bot_KindEvents';
import kindFailures from '@salesforce/label/c.Bot_KindFailures';
import kindFiles from '@salesforce/label/c.Bot_KindFiles';
import kindMedia from '@salesforce/label/c.Bot_KindMedia';
import kindSearch from '@salesforce/label/c.Bot_KindSearch';
import kindText from '@salesforce/label/c.Bot_KindText';
import largeImage from '@salesforce/label/c.Bot_LargeImage';
import linkRefused from '@salesforce/label/c.Bot_LinkRefused';
import linkedMissing from '@salesforce/label/c.Bot_LinkedMissing';
import loadOlder from '@salesforce/label/c.Bot_LoadOlder';
import loading from '@salesforce/label/c.Bot_Loading';
import loadingAll from '@salesforce/label/c.Bot_LoadingAll';
import loadingOlder from '@salesforce/label/c.Bot_LoadingOlder';
import mediaBroken from '@salesforce/label/c.Bot_MediaBroken';
import mediaForeign from '@salesforce/label/c.Bot_MediaForeign';
import messages from '@salesforce/label/c.Bot_Messages';
import messagesLoadedOne from '@salesforce/label/c.Bot_MessagesLoadedOne';
import messagesLoadedOther from '@salesforce/label/c.Bot_MessagesLoadedOther';
import messagesOne from '@salesforce/label/c.Bot_MessagesOne';
import messagesOther from '@salesforce/label/c.Bot_MessagesOther';
import more from '@salesforce/label/c.Bot_More';
import namedSender from '@salesforce/label/c.Bot_NamedSender';
import newMessagesOne from '@salesforce/label/c.Bot_NewMessagesOne';
import newMessagesOther from '@salesforce/label/c.Bot_NewMessagesOther';
import nextCard from '@salesforce/label/c.Bot_NextCard';
import nextHit from '@salesforce/label/c.Bot_NextHit';
import noAnswer from '@salesforce/label/c.Bot_NoAnswer';
import noFailure from '@salesforce/label/c.Bot_NoFailure';
import noHandoff from '@salesforce/label/c.Bot_NoHandoff';
import noHits from '@salesforce/label/c.Bot_NoHits';
import noTime from '@salesforce/label/c.Bot_NoTime';
import notComplete from '@salesforce/label/c.Bot_NotComplete';
import nothingNew from '@salesforce/label/c.Bot_NothingNew';
import olderFailed from '@salesforce/label/c.Bot_OlderFailed';
import olderLoadedOne from '@salesforce/label/c.Bot_OlderLoadedOne';
import olderLoadedOther from '@salesforce/label/c.Bot_OlderLoadedOther';
import openAt from '@salesforce/label/c.Bot_OpenAt';
import openOriginal from '@salesforce/label/c.Bot_OpenOriginal';
import opensNewTab from '@salesforce/label/c.Bot_OpensNewTab';
import options from '@salesforce/label/c.Bot_Options';
import playAudio from '@salesforce/label/c.Bot_PlayAudio';
import playVideo from '@salesforce/label/c.Bot_PlayVideo';
import previousCard from '@salesforce/label/c.Bot_PreviousCard';
import previousHit from '@salesforce/label/c.Bot_PreviousHit';
import reason from '@salesforce/label/c.Bot_Reason';
import refresh from '@salesforce/label/c.Bot_Refresh';
import refreshFailed from '@salesforce/label/c.Bot_RefreshFailed';
import refreshing from '@salesforce/label/c.Bot_Refreshing';
import required from '@salesforce/label/c.Bot_Required';
import retry from '@salesforce/label/c.Bot_Retry';
import retryIn from '@salesforce/label/c.Bot_RetryIn';
import saveHtml from '@salesforce/label/c.Bot_SaveHtml';
import saveJson from '@salesforce/label/c.Bot_SaveJson';
import saveText from '@salesforce/label/c.Bot_SaveText';
import saved from '@salesforce/label/c.Bot_Saved';
import scanClean from '@salesforce/label/c.Bot_ScanClean';
import scanInfected from '@salesforce/label/c.Bot_ScanInfected';
import scanUnknown from '@salesforce/label/c.Bot_ScanUnknown';
import search from '@salesforce/label/c.Bot_Search';
import searchIncomplete from '@salesforce/label/c.Bot_SearchIncomplete';
import searchOlder from '@salesforce/label/c.Bot_SearchOlder';
import searchResults from '@salesforce/label/c.Bot_SearchResults';
import searchShort from '@salesforce/label/c.Bot_SearchShort';
import searchingOlder from '@salesforce/label/c.Bot_SearchingOlder';
import senderAgent from '@salesforce/label/c.Bot_SenderAgent';
import senderBot from '@salesforce/label/c.Bot_SenderBot';
import senderCustomer from '@salesforce/label/c.Bot_SenderCustomer';
import senderSystem from '@salesforce/label/c.Bot_SenderSystem';
import showAll from '@salesforce/label/c.Bot_ShowAll';
import showLess from '@salesforce/label/c.Bot_ShowLess';
import showMore from '@salesforce/label/c.Bot_ShowMore';
import showRaw from '@salesforce/label/c.Bot_ShowRaw';
import showWhole from '@salesforce/label/c.Bot_ShowWhole';
import sourceArchive from '@salesforce/label/c.Bot_SourceArchive';
import sourceText from '@salesforce/label/c.Bot_SourceText';
import sources from '@salesforce/label/c.Bot_Sources';
import suggestions from '@salesforce/label/c.Bot_Suggestions';
import summary from '@salesforce/label/c.Bot_Summary';
import table from '@salesforce/label/c.Bot_Table';
import title from '@salesforce/label/c.Bot_Title';
import topic from '@salesforce/label/c.Bot_Topic';
import transfer from '@salesforce/label/c.Bot_Transfer';
import transferToAgent from '@salesforce/label/c.Bot_TransferToAgent';
import unknown from '@salesforce/label/c.Bot_Unknown';
import unknownNamed from '@salesforce/label/c.Bot_UnknownNamed';
import video from '@salesforce/label/c.Bot_Video';
import warningFellBackToText from '@salesforce/label/c.Bot_WarningFellBackToText';
import warningMasked from '@salesforce/label/c.Bot_WarningMasked';
import warningOther from '@salesforce/label/c.Bot_WarningOther';
import warningSkippedEntries from '@salesforce/label/c.Bot_WarningSkippedEntries';
import warningTruncated from '@salesforce/label/c.Bot_WarningTruncated';
import withBot from '@salesforce/label/c.Bot_WithBot';

/** Every text of the components, in the user's language, by the label's name without `Bot_`. */
export const labels = {
    audio,
    beginning,
    captions,
    cards,
    carouselPosition,
    caseAddAgain,
    caseAdding,
    caseComment,
    caseCommentAdded,
    caseCommentExists,
    caseCommentLeftOut,
    caseErrorEmpty,
    caseErrorForbidden,
    caseErrorNoCase,
    caseErrorRefused,
    caseErrorTooLarge,
    caseFile,
    caseFileAdded,
    caseFileExists,
    caseOpen,
    caseOpenFile,
    chosen,
    clearFilter,
    clearSearch,
    close,
    copied,
    copyAll,
    copyFailed,
    copyLink,
    copyMessage,
    dateFrom,
    datePicker,
    dateRange,
    dateUntil,
    details,
    edited,
    emptyText,
    emptyTitle,
    enlargeImage,
    errorBadResponseText,
    errorBadResponseTitle,
    errorExpiredText,
    errorExpiredTitle,
    errorForbiddenText,
    errorForbiddenTitle,
    errorNoSessionText,
    errorNoSessionTitle,
    errorNotConfiguredText,
    errorNotConfiguredTitle,
    errorNotFoundText,
    errorNotFoundTitle,
    errorRateLimitedText,
    errorRateLimitedTitle,
    errorSalesforceText,
    errorSalesforceTitle,
    errorUnauthorizedText,
    errorUnauthorizedTitle,
    errorUnavailableText,
    errorUnavailableTitle,
    eventOther,
    eventPhoneKeys,
    eventPlugin,
    eventQueue,
    eventRating,
    eventRemoved,
    eventSessionEnded,
    eventSessionStarted,
    eventVoice,
    facts,
    failure,
    failuresOne,
    failuresOther,
    file,
    filter,
    filterActive,
    filterCounted,
    filterKind,
    filterNone,
    filterSender,
    form,
    formOpen,
    formSubmitted,
    handedOff,
    handoffMarker,
    hideRaw,
    hitPosition,
    hitsOne,
    hitsOther,
    image,
    jumpFailure,
    jumpFirst,
    jumpHandoff,
    jumpLatest,
    jumpTo,
    keyCtrl,
    keyEnd,
    keyEnds,
    keyEnter,
    keyEscape,
    keyHome,
    keyMessages,
    keyPageDown,
    keyPageUp,
    keyPages,
    keyShift,
    keys,
    keysHint,
    kindCards,
    kindChoices,
    kindEvents,
    kindFailures,
    kindFiles,
    kindMedia,
    kindSearch,
    kindText,
    largeImage,
    linkRefused,
    linkedMissing,
    loadOlder,
    loading,
    loadingAll,
    loadingOlder,
    mediaBroken,
    mediaForeign,
    messages,
    messagesLoadedOne,
    messagesLoadedOther,
    messagesOne,
    messagesOther,
    more,
    namedSender,
    newMessagesOne,
    newMessagesOther,
    nextCard,
    nextHit,
    noAnswer,
    noFailure,
    noHandoff,
    noHits,
    noTime,
    notComplete,
    nothingNew,
    olderFailed,
    olderLoadedOne,
    olderLoadedOther,
    openAt,
    openOriginal,
    opensNewTab,
    options,
    playAudio,
    playVideo,
    previousCard,
    previousHit,
    reason,
    refresh,
    refreshFailed,
    refreshing,
    required,
    retry,
    retryIn,
    saveHtml,
    saveJson,
    saveText,
    saved,
    scanClean,
    scanInfected,
    scanUnknown,
    search,
    searchIncomplete,
    searchOlder,
    searchResults,
    searchShort,
    searchingOlder,
    senderAgent,
    senderBot,
    senderCustomer,
    senderSystem,
    showAll,
    showLess,
    showMore,
    showRaw,
    showWhole,
    sourceArchive,
    sourceText,
    sources,
    suggestions,
    summary,
    table,
    title,
    topic,
    transfer,
    transferToAgent,
    unknown,
    unknownNamed,
    video,
    warningFellBackToText,
    warningMasked,
    warningOther,
    warningSkippedEntries,
    warningTruncated,
    withBot
};

export type LabelName = keyof typeof labels;

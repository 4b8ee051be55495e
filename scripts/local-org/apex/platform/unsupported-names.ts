/** Namespaces of a real org of which the local org has nothing, or only some classes. */
const NAMESPACES = new Set(
    (
        'apexpages appexchange approval auth cache canvas chatteranswers commercepayments compression connectapi database ' +
        'datasource dataweave dom eventbus externalservice flow formulaeval functions invocable kbmanagement lxscheduler ' +
        'messaging metadata oauth process quickaction reports richmessaging schema search sfc sfdc_checkout site slack ' +
        'support system territorymgmt txnsecurity userprovisioning wave'
    ).split(' ')
);

/** Classes of the System namespace that code names without it and that the local org lacks. */
const CLASSES = new Set(
    (
        'answers apexpages applauncher approval asyncinfo asyncoptions businesshours collator cookie domain domaincreator ' +
        'domainparser emailmessages eventbus featuremanagement finalizer finalizercontext flexqueue formula formularecalcresult ' +
        'ideas installhandler installcontext messaging multistaticresourcecalloutmock network ' +
        'orginfo orglimit orglimits packaging pagereference parentjobresult passwordutil queueableduplicatesignature ' +
        'resetpasswordresult restcontext restrequest restresponse sandboxcontext sandboxpostcopy ' +
        'search selectoption site sobjectaccessdecision stubprovider staticresourcecalloutmock ' +
        'successmessage support trigger uninstallcontext uninstallhandler usermanagement version visualeditor webservicecallout ' +
        'webservicemock xmlstreamreader xmlstreamwriter'
    ).split(' ')
);

/** True for a type that a real org has built in: its absence is the local org's, not the code's. */
export function isPlatformName(names: readonly string[]): boolean {
    const [first = ''] = names;
    return names.length > 1 ? NAMESPACES.has(first.toLowerCase()) : CLASSES.has(first.toLowerCase());
}

// Values of Helm charts as the rules see them: rendered where the chart is known, else the references in them.
export * from './app-template';
export * from './references';

// @ts-check
'use strict';

/*
 * In the head of pages with the finder: marks an address with a query, so that the page isn't drawn
 * as if there were none and then drawn again.
 */

document.documentElement.toggleAttribute(
  'data-faq-asked',
  /[?&#][a-z][\da-z-]*=./u.test(location.search + location.hash),
);
